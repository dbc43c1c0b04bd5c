package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.OngoingConversation;
import dev.quartermaster.testing.Broken;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** A memory of conversations that can be made to throw. */
@Alternative
@Singleton
public class BreakableConversations extends Conversations {

    public static final String PART = "conversations";

    BreakableConversations(ConversationsConfig config, Clock clock) {
        super(config, clock);
    }

    @Override
    Optional<OngoingConversation> recall(InferenceRequest request) {
        Broken.check(PART);
        return super.recall(request);
    }

    @Override
    void learn(InferenceRequest request, ModelKey model, Usage usage) {
        Broken.check(PART);
        super.learn(request, model, usage);
    }
}
