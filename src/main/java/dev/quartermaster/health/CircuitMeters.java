package dev.quartermaster.health;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.MetricLabel;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes the circuits of models: of each that was called, up to a limit, whether it is open; of each provider, how many are
 * in which state. A circuit is seen here once its model was called for the first time.
 */
@Singleton
class CircuitMeters {

    private static final int MOST = 1000;

    /** State as operators of circuit breakers know it. */
    enum Position {
        CLOSED(0),
        /** Its pause is over: the next call is a trial. */
        HALF_OPEN(0.5),
        OPEN(1);

        private final double value;

        Position(double value) {
            this.value = value;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Set<ModelKey> models = ConcurrentHashMap.newKeySet();
    private final Set<ProviderId> providers = ConcurrentHashMap.newKeySet();

    void start(@Observes StartupEvent event, CircuitBreakers circuitBreakers, SafeMetrics safeMetrics) {
        circuitBreakers.onFirstCall(model -> safeMetrics.record(registry -> show(model, circuitBreakers, registry)));
    }

    private void show(ModelKey model, CircuitBreakers circuitBreakers, MeterRegistry registry) {
        if (providers.add(model.provider())) {
            for (Position position : Position.values()) {
                Gauge.builder(Metric.CIRCUITS.id(), circuitBreakers, all -> all.positions(model.provider())
                                .getOrDefault(position, 0L)
                                .doubleValue())
                        .description(Metric.CIRCUITS.description())
                        .tag(MetricLabel.PROVIDER.key(), model.provider().value())
                        .tag(MetricLabel.STATE.key(), position.wire())
                        .register(registry);
            }
        }
        if (models.size() < MOST && models.add(model)) {
            Gauge.builder(Metric.CIRCUIT_OPEN.id(), circuitBreakers, all -> all.position(model).value)
                    .description(Metric.CIRCUIT_OPEN.description())
                    .tag(MetricLabel.PROVIDER.key(), model.provider().value())
                    .tag(MetricLabel.MODEL.key(), model.id())
                    .register(registry);
        }
    }
}
