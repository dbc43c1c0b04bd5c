package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.HistoryConfig.SafeIn;
import dev.quartermaster.history.HistoryWriter.Settings;
import dev.quartermaster.history.journal.Journal;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalLine;
import dev.quartermaster.history.journal.JournalSettings;
import dev.quartermaster.history.journal.JournalState;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.telemetry.ServiceUp;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records what happened, and reports the state of the journal and the database. */
@ApplicationScoped
public class History {

    private final Journal journal;
    private final LateRecordLog log;
    private final RejectedRows rejected;
    private final LateRecords lateRecords;
    private final BatchWriter batches;
    private final ObjectMapper json;
    private final HistoryWriter writer;
    private final Migrations migrations;
    private final DatabaseState database;
    private final HistoryConfig config;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "quartermaster-history");
        thread.setDaemon(true);
        return thread;
    });

    History(
            HistoryConfig config,
            ObjectMapper json,
            Clock clock,
            @All List<RowWriter> tables,
            JointWriter joint,
            Migrations migrations,
            DatabaseState database) {
        this.journal = new Journal(settings(config), json, clock);
        this.log = new LateRecordLog(json, () -> System.out);
        this.rejected = new RejectedRows(config.journalDir());
        this.lateRecords = new LateRecords(json);
        this.batches = new BatchWriter(tables, joint, rejected, executor);
        this.json = json;
        this.writer = new HistoryWriter(journal.reader(), batches, database, Settings.of(config), executor);
        this.migrations = migrations;
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    private static JournalSettings settings(HistoryConfig config) {
        return new JournalSettings(
                config.journalDir(),
                config.segmentBytes().asLongValue(),
                config.maxBytes().asLongValue(),
                config.queueEntries(),
                config.memoryEntries(),
                config.safeInTimeout());
    }

    /** Records one entry. */
    public Uni<Void> record(JournalEntry entry) {
        return record(List.of(entry)).replaceWithVoid();
    }

    /**
     * Records entries that belong together. Completes, on the subscriber's context, when all of them survive the end of
     * this process, or when it is known that they cannot; the answer to the caller should wait for that. Never fails.
     *
     * @return whether it was in time; false only where records must be in the database, which did not take them
     */
    public Uni<Boolean> record(List<JournalEntry> entries) {
        Uni<Void> inJournal = journal.append(entries);
        return config.safeIn() == SafeIn.JOURNAL
                ? inJournal.replaceWith(Boolean.TRUE)
                : inJournal.chain(() -> inDatabase(entries));
    }

    private Uni<Boolean> inDatabase(List<JournalEntry> entries) {
        Context caller = Vertx.currentContext();
        Uni<Boolean> stored = writer.stored()
                .replaceWith(Boolean.TRUE)
                .ifNoItem()
                .after(config.safeInTimeout())
                .recoverWithItem(() -> {
                    Log.warn("An answer is sent before its record has reached the database; it follows");
                    log.write(entries);
                    return Boolean.FALSE;
                });
        return caller == null ? stored : stored.emitOn(work -> caller.runOnContext(ignored -> work.run()));
    }

    /** Brings the schema up to date now, whatever the configuration says; fails when that cannot be done. */
    public Uni<Void> migrate() {
        return migrations.now().runSubscriptionOn(executor);
    }

    /**
     * Books records from lines of the log, which were written there because the database was late. A record that is there is
     * left as it is. Fails when the database does not take them; none or some of them are booked then, and all may be again.
     */
    public Uni<BookedRecords> book(List<String> lines) {
        LateRecords.Found found = lateRecords.read(lines);
        return Uni.createFrom()
                .deferred(() -> {
                    long before = rejected.count();
                    List<JournalLine> rows = JournalLine.of(found.records(), json);
                    return batches.prepare(rows).get().map(done -> {
                        long refused = rejected.count() - before;
                        return new BookedRecords(rows.size() - refused, refused, lines.size() - rows.size());
                    });
                })
                .runSubscriptionOn(executor);
    }

    /** Completes when all that was recorded until now is in the database, or after the given time. Never fails. */
    public Uni<Void> drained(Duration longest) {
        return writer.stored().ifNoItem().after(longest).recoverWithItem(() -> null);
    }

    /**
     * Returns a number that grows with every record that does not reach the disk. What must not be missing is to be
     * recorded again when it has grown.
     */
    public long setbacks() {
        return journal.setbacks();
    }

    /** Returns the seconds that the oldest record has been waiting for the database; 0 if none does. */
    double backlogAge() {
        return status().ageSeconds(clock.instant());
    }

    public HistoryStatus status() {
        JournalState state = journal.state();
        return new HistoryStatus(
                database.isUp(),
                database.since(),
                database.isMigrated(),
                database.problem(),
                state.backlog(),
                state.inMemory(),
                state.dropped(),
                state.broken(),
                rejected.count(),
                state.bytes(),
                state.oldest(),
                state.fault(),
                state.since());
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("journal", () -> status().journal(clock.instant()));
    }

    void start(@Observes StartupEvent event) {
        journal.onAppend(writer::wake);
        journal.open();
    }

    void afterStart(@Observes ServiceUp up) {
        migrations.run(executor, writer::start);
    }

    void stop(@Observes ShutdownEvent event) {
        Duration drainTimeout = config.drainTimeout();
        journal.stop(drainTimeout);
        try {
            writer.finish().get(drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.warn("Not all records reached the database in time; the rest follows after the next start");
        }
        executor.shutdownNow();
        journal.close();
    }
}
