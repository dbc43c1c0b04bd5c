package dev.quartermaster.jobs;

import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.HealthConfig;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One paid probe: an ordinary request for one model and no other, so that all that holds for requests holds for it. */
@ApplicationScoped
class PaidProbeCall {

    /** Upper bound of the tokens that a dialect adds around a prompt. */
    private static final long WRAPPING = 200;

    private final Inference inference;
    private final HealthConfig.PaidProbe config;
    private final Clock clock;

    PaidProbeCall(Inference inference, HealthConfig config, Clock clock) {
        this.inference = inference;
        this.clock = clock;
        this.config = config.paidProbe();
    }

    /** The most it can cost. */
    Money most(ModelSpec model) {
        return most(model, config.prompt(), config.maxTokens());
    }

    /**
     * The most a call can cost: no tokenizer makes more than one token of a byte, and no route and service tier is dearer
     * than the dearest. Beyond every budget where the model's price is not known.
     */
    static Money most(ModelSpec model, String text, int maxTokens) {
        long prompt = WRAPPING + text.getBytes(StandardCharsets.UTF_8).length;
        return MaximumCost.money(MaximumCost.of(model).nanos(new CallBounds(prompt, (long) maxTokens, 1), null));
    }

    /** Sends the probe and returns its cost, the most it can be where it is not known. Fails if there is no answer in time. */
    Uni<Money> ask(ModelSpec model) {
        return Uni.createFrom()
                .deferred(() -> inference.complete(inference.begin(request(model))))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(done -> done.cost() == null ? most(model) : done.cost());
    }

    private InferenceRequest request(ModelSpec model) {
        Hints pinned = new Hints(
                Caller.HEALTH_PROBE.id(),
                null,
                Priority.LOW,
                Set.of(),
                null,
                null,
                Set.of(),
                Optional.of(List.of()),
                true);
        return new InferenceRequest(
                "health-probe-" + UUID.randomUUID(),
                Caller.HEALTH_PROBE,
                clock.instant(),
                System.nanoTime(),
                model.key().toString(),
                pinned,
                chat());
    }

    private ChatRequest chat() {
        Message prompt = Message.of(Role.USER, Part.Text.of(config.prompt()));
        Options options = new Options(
                config.maxTokens(), null, null, null, List.of(), null, null, null, null, null, null, null, null, null);
        return new ChatRequest(
                Dialect.OPENAI_CHAT,
                FieldPaths::internal,
                List.of(prompt),
                options,
                List.of(),
                null,
                null,
                null,
                false,
                Map.of());
    }
}
