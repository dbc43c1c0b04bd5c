package dev.quartermaster.history;

import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Publishes the state of the history as metrics. */
@ApplicationScoped
class HistoryMeters {

    void start(@Observes StartupEvent event, History history, SafeMetrics safeMetrics) {
        safeMetrics.record(meters -> register(history, meters));
    }

    private static void register(History history, MeterRegistry meters) {
        Gauge.builder("quartermaster.history.backlog", history, h -> h.status().backlog())
                .description("Records that the database does not have yet")
                .register(meters);
        Gauge.builder("quartermaster.history.backlog.age", history, History::backlogAge)
                .description("Time that the oldest record has been waiting for the database")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("quartermaster.history.journal.size", history, h -> h.status()
                        .journalBytes())
                .description("Disk that the journal takes")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(
                        "quartermaster.history.journal.up",
                        history,
                        h -> h.status().journalProblem() == null ? 1 : 0)
                .description("Whether records reach the disk")
                .register(meters);
        Gauge.builder("quartermaster.history.in.memory", history, h -> h.status()
                        .inMemory())
                .description("Records that would not survive this process")
                .register(meters);
        Gauge.builder(
                        "quartermaster.history.database.up",
                        history,
                        h -> h.status().databaseUp() ? 1 : 0)
                .description("Whether the database answered when it was last needed")
                .register(meters);
        FunctionCounter.builder("quartermaster.history.dropped", history, h -> h.status()
                        .dropped())
                .description("Records lost because neither disk nor memory had place for them")
                .register(meters);
        FunctionCounter.builder("quartermaster.history.rejected", history, h -> h.status()
                        .rejected())
                .description("Records the database refused for their content")
                .register(meters);
        FunctionCounter.builder(
                        "quartermaster.history.broken", history, h -> h.status().broken())
                .description("Journal lines that could not be read")
                .register(meters);
    }
}
