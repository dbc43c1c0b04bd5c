package dev.quartermaster.history;

import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** Publishes the state of the history as metrics. */
@ApplicationScoped
class HistoryMeters {

    void start(@Observes StartupEvent event, History history, SafeMetrics safeMetrics) {
        safeMetrics.record(meters -> register(history, meters));
    }

    private static void register(History history, MeterRegistry meters) {
        gauge(meters, Metric.BACKLOG, history, h -> h.status().backlog());
        gauge(meters, Metric.BACKLOG_AGE, history, History::backlogAge);
        gauge(meters, Metric.JOURNAL_SIZE, history, h -> h.status().journalBytes());
        gauge(meters, Metric.JOURNAL_UP, history, h -> h.status().journalProblem() == null ? 1 : 0);
        gauge(meters, Metric.IN_MEMORY, history, h -> h.status().inMemory());
        gauge(meters, Metric.DATABASE_UP, history, h -> h.status().databaseUp() ? 1 : 0);
        counter(meters, Metric.DROPPED, history, h -> h.status().dropped());
        counter(meters, Metric.REJECTED, history, h -> h.status().rejected());
        counter(meters, Metric.BROKEN, history, h -> h.status().broken());
    }

    private static void gauge(MeterRegistry meters, Metric metric, History history, ToDoubleFunction<History> value) {
        Gauge.builder(metric.id(), history, value)
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .register(meters);
    }

    private static void counter(MeterRegistry meters, Metric metric, History history, ToDoubleFunction<History> value) {
        FunctionCounter.builder(metric.id(), history, value)
                .description(metric.description())
                .register(meters);
    }
}
