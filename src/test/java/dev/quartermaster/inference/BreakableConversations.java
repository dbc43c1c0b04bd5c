package dev.quartermaster.inference;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
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
    Optional<OngoingConversation> of(InferenceRequest request) {
        Broken.check(PART);
        return super.of(request);
    }

    @Override
    void answered(InferenceRequest request, ModelKey model, Usage usage) {
        Broken.check(PART);
        super.answered(request, model, usage);
    }
}
