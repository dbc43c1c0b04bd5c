package dev.quartermaster.inference.recording;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.telemetry.GenAi;
import dev.quartermaster.telemetry.Meters;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Records the metrics of a finished request. */
@ApplicationScoped
class InferenceMeters {

    private final SafeMetrics safeMetrics;

    InferenceMeters(SafeMetrics safeMetrics) {
        this.safeMetrics = safeMetrics;
    }

    void attempted(String operation, Iterable<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            if (attempt.called()) {
                Tags model = Tags.of(GenAi.PROVIDER_NAME, attempt.provider(), GenAi.REQUEST_MODEL, attempt.model());
                String outcome = attempt.reason() == null ? attempt.outcome().wire() : attempt.reason();
                safeMetrics.record(registry -> registry.counter(Meters.ATTEMPTS, model.and(Meters.OUTCOME, outcome))
                        .increment());
                safeMetrics.record(
                        registry -> registry.timer(GenAi.OPERATION_DURATION, model.and(GenAi.OPERATION_NAME, operation))
                                .record(Duration.ofNanos((long) (attempt.latencyMs() * 1e6))));
            }
        }
    }

    void used(ModelKey model, Usage usage) {
        safeMetrics.record(registry -> tokens(registry, model, "input", usage.promptTokens()));
        safeMetrics.record(registry -> tokens(registry, model, "output", usage.output()));
    }

    void overhead(Duration overhead) {
        safeMetrics.record(registry -> registry.timer(Meters.OVERHEAD).record(overhead));
    }

    private static void tokens(MeterRegistry registry, ModelKey model, String type, long amount) {
        DistributionSummary.builder(GenAi.TOKEN_USAGE)
                .baseUnit("tokens")
                .tags(
                        GenAi.PROVIDER_NAME,
                        model.provider().value(),
                        GenAi.REQUEST_MODEL,
                        model.id(),
                        GenAi.TOKEN_TYPE,
                        type)
                .register(registry)
                .record((double) amount);
    }
}
