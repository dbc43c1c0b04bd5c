package dev.quartermaster.inference.recording;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.telemetry.GenAi;
import dev.quartermaster.telemetry.Meters;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Records the metrics of a finished request. Looking a meter up by its tags costs more than recording, so meters are kept. */
@Singleton
class InferenceMeters {

    private final SafeMetrics safeMetrics;
    private final Map<ModelKey, ModelMeters> models = new ConcurrentHashMap<>();

    InferenceMeters(SafeMetrics safeMetrics) {
        this.safeMetrics = safeMetrics;
        safeMetrics.record(registry -> registry.config().onMeterRemoved(removed -> models.clear()));
    }

    void attempted(String operation, Iterable<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            if (attempt.called()) {
                safeMetrics.record(registry -> of(attempt.modelKey(), registry).attempted(operation, attempt));
            }
        }
    }

    void used(ModelKey model, Usage usage) {
        safeMetrics.record(registry -> of(model, registry).used(usage));
    }

    void overhead(Duration overhead) {
        safeMetrics.record(registry -> registry.timer(Meters.OVERHEAD).record(overhead));
    }

    private ModelMeters of(ModelKey model, MeterRegistry registry) {
        ModelMeters known = models.get(model);
        return known != null ? known : models.computeIfAbsent(model, key -> new ModelMeters(key, registry));
    }

    /** The meters of one model. */
    private static final class ModelMeters {

        private final MeterRegistry registry;
        private final Tags tags;
        private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
        private final Map<String, Timer> durations = new ConcurrentHashMap<>();
        private final DistributionSummary input;
        private final DistributionSummary output;

        ModelMeters(ModelKey model, MeterRegistry registry) {
            this.registry = registry;
            this.tags = Tags.of(GenAi.PROVIDER_NAME, model.provider().value(), GenAi.REQUEST_MODEL, model.id());
            this.input = tokens("input");
            this.output = tokens("output");
        }

        void attempted(String operation, Attempt attempt) {
            String outcome = attempt.reason() == null ? attempt.outcome().wire() : attempt.reason();
            attempts.computeIfAbsent(outcome, word -> registry.counter(Meters.ATTEMPTS, tags.and(Meters.OUTCOME, word)))
                    .increment();
            durations
                    .computeIfAbsent(
                            operation,
                            word -> registry.timer(GenAi.OPERATION_DURATION, tags.and(GenAi.OPERATION_NAME, word)))
                    .record((long) (attempt.latencyMs() * 1e6), TimeUnit.NANOSECONDS);
        }

        void used(Usage usage) {
            input.record((double) usage.promptTokens());
            output.record((double) usage.answerTokens());
        }

        private DistributionSummary tokens(String type) {
            return DistributionSummary.builder(GenAi.TOKEN_USAGE)
                    .baseUnit("tokens")
                    .tags(tags.and(GenAi.TOKEN_TYPE, type))
                    .register(registry);
        }
    }
}
