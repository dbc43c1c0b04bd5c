package dev.quartermaster.jobs;

import dev.quartermaster.cache.CacheMode;
import dev.quartermaster.cache.CacheWish;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.Completion;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityConfig.JudgeConfig;
import dev.quartermaster.quality.judge.JudgePrompt;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One question to the judge: an ordinary request for one model and no other, so that all that holds for requests holds for
 * it. Low in priority, and never from the response cache.
 */
@ApplicationScoped
class JudgeCall {

    private final Inference inference;
    private final JudgeConfig config;
    private final Vertx vertx;
    private final Clock clock;

    JudgeCall(Inference inference, QualityConfig config, Vertx vertx, Clock clock) {
        this.inference = inference;
        this.config = config.judge();
        this.vertx = vertx;
        this.clock = clock;
    }

    /** The most that it can cost. */
    Money most(ModelSpec model, JudgePrompt prompt) {
        return PaidProbeCall.most(model, prompt.system() + prompt.user(), config.maxTokens());
    }

    /** Puts the question. Fails if there is no answer in time. */
    Uni<Completion> ask(ModelSpec model, JudgePrompt prompt) {
        Context loop = vertx.getOrCreateContext();
        return Uni.createFrom()
                .deferred(() -> inference.complete(inference.begin(request(model, prompt))))
                .runSubscriptionOn(step -> loop.runOnContext(ignored -> step.run()))
                .ifNoItem()
                .after(config.timeout())
                .fail();
    }

    /** The text of a reply. */
    static String text(Completion done) {
        StringBuilder text = new StringBuilder();
        done.reply().choices().stream()
                .limit(1)
                .flatMap(choice -> choice.parts().stream())
                .forEach(part -> text.append(part instanceof Part.Text piece ? piece.text() : ""));
        return text.toString();
    }

    private InferenceRequest request(ModelSpec model, JudgePrompt prompt) {
        Hints pinned = new Hints(
                Caller.QUALITY_JUDGE.id(),
                null,
                Priority.LOW,
                Set.of(),
                null,
                null,
                Set.of(),
                Optional.of(List.of()),
                true,
                new CacheWish(CacheMode.BYPASS, null),
                false);
        return new InferenceRequest(
                Caller.QUALITY_JUDGE.id() + "-" + UUID.randomUUID(),
                Caller.QUALITY_JUDGE,
                clock.instant(),
                System.nanoTime(),
                model.key().toString(),
                pinned,
                prompt.request(config.maxTokens()));
    }
}
