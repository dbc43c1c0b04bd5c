package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.HistoryWriter.Settings;
import dev.quartermaster.history.journal.Journal;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import dev.quartermaster.history.journal.JournalSettings;
import dev.quartermaster.storage.DatabaseState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final FakeDatabase table = new FakeDatabase(JournalKind.INVOCATION);
    private final FakeDatabase scores = new FakeDatabase(JournalKind.EVALUATION);
    private final DatabaseState database = new DatabaseState(Clock.systemUTC());
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private RejectedRows rejected;
    private Journal journal;
    private HistoryWriter writer;

    @BeforeEach
    void build() {
        rejected = new RejectedRows(folder);
        journal = new Journal(
                new JournalSettings(folder, 1 << 16, 100 << 20, 1000, 1000, Duration.ofSeconds(10)),
                new ObjectMapper(),
                Clock.systemUTC());
        var settings = new Settings(50, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(20));
        BatchWriter batches = new BatchWriter(List.of(table, scores), JointWriter.NONE, rejected, executor);
        writer = new HistoryWriter(journal.reader(), batches, database, settings, executor);
        journal.onAppend(writer::wake);
        journal.open();
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        journal.stop(SOON);
        journal.close();
    }

    @Test
    void recordsArriveInBatches() {
        record(120);
        writer.start();

        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.rows).hasSize(120);
        assertThat(table.batches).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(50));
        assertThat(table.batches).hasSizeLessThan(10);
    }

    @Test
    void theNextBatchIsWrittenBesideOneThatFails() {
        UniEmitter<? super Void> first = firstOfTwoWrites();

        table.writing.remove(0).complete(null);
        first.fail(new IOException("connection lost"));

        await().atMost(SOON).until(() -> table.writing.size() == 1);
        assertThat(table.written).as("the batch beside it is kept").isNotEmpty();
        assertThat(journal.state().backlog())
                .as("and leaves the journal after it")
                .isEqualTo(120);
        table.slow = false;
        table.writing.remove(0).complete(null);
        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.written).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aBatchThatFailsBeforeItsTurnIsWrittenAgainInItsTurn() {
        UniEmitter<? super Void> first = firstOfTwoWrites();

        table.slow = false;
        table.writing.remove(0).fail(new IOException("connection lost"));
        first.complete(null);

        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.written).hasSize(120).doesNotHaveDuplicates();
        assertThat(database.isUp()).isTrue();
    }

    @Test
    void aScoreIsWrittenAfterTheRequestsBeforeIt() {
        table.slow = true;
        List<JournalEntry> entries = new ArrayList<>(requests(60));
        entries.add(new EvaluationRecord(
                UUID.randomUUID(),
                Instant.now(),
                EvaluationRecord.Source.FEEDBACK,
                "key-1",
                Instant.now(),
                new ModelKey(ProviderId.OPENAI, "model-1"),
                null,
                1,
                1,
                false,
                null,
                null));
        journal.append(entries).await().atMost(SOON);
        writer.start();
        await().atMost(SOON).until(() -> table.writing.size() == 1 && scores.prepared == 1);

        assertThat(table.begun).isEqualTo(1);
        assertThat(scores.begun).isZero();
        table.slow = false;
        table.writing.remove(0).complete(null);
        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.written).hasSize(60);
        assertThat(scores.written).hasSize(1);
    }

    @Test
    void aDefectThatIsNotTheDatabasesIsTriedAgainToo() {
        table.defects = 3;
        record(120);
        writer.start();

        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.rows).hasSize(120);
        assertThat(table.defects).isZero();
    }

    @Test
    void storedCompletesOnceEverythingBeforeIsInTheDatabase() {
        writer.start();
        record(120);

        writer.stored()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(SOON)
                .assertCompleted();
        assertThat(table.rows).hasSize(120);
        assertThat(journal.state().backlog()).isZero();
    }

    @Test
    void storedWaitsUntilADatabaseThatIsAwayIsBack() {
        table.away = true;
        writer.start();
        record(1);
        UniAssertSubscriber<Void> waiting = writer.stored().subscribe().withSubscriber(UniAssertSubscriber.create());
        await().atMost(SOON).until(() -> table.failures >= 2);
        waiting.assertNotTerminated();

        table.away = false;
        waiting.awaitItem(SOON).assertCompleted();
        assertThat(table.rows).hasSize(1);
    }

    @Test
    void nothingIsWrittenBeforeTheSchemaIsThere() {
        record(3);

        assertThat(journal.state().backlog()).isEqualTo(3);
        assertThat(table.batches).isEmpty();
    }

    @Test
    void aDatabaseThatWasAwayGetsEverything() {
        table.away = true;
        writer.start();
        record(200);
        await().atMost(SOON).until(() -> table.failures >= 3);
        assertThat(journal.state().backlog()).isEqualTo(200);
        assertThat(database.isUp()).isFalse();
        assertThat(database.problem()).contains("connection refused");

        table.away = false;

        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.rows).hasSize(200);
        assertThat(database.isUp()).isTrue();
    }

    @Test
    void aRowThatTheDatabaseRejectsIsSetAsideAndTheOthersArrive() throws IOException {
        record(30);
        record(Records.success("poison", "m", Instant.now(), 1, Usage.NONE, "0"));
        record(30);
        writer.start();

        await().atMost(SOON).until(() -> journal.state().backlog() == 0);
        assertThat(table.rows).hasSize(60);
        assertThat(rejected.count()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("rejected.log"))).contains("poison");
    }

    @Test
    void stoppingWritesWhatIsLeft() throws Exception {
        table.away = true;
        writer.start();
        record(70);
        await().atMost(SOON).until(() -> table.failures >= 1);
        table.away = false;
        journal.stop(SOON);

        writer.finish().get(5, TimeUnit.SECONDS);

        await().atMost(SOON).untilAsserted(() -> assertThat(table.rows).hasSize(70));
    }

    @Test
    void stoppingDoesNotWaitForADatabaseThatIsAway() throws Exception {
        table.away = true;
        writer.start();
        record(5);
        journal.stop(SOON);

        writer.finish().get(5, TimeUnit.SECONDS);

        assertThat(journal.state().backlog()).isEqualTo(5);
    }

    private void record(int count) {
        requests(count).forEach(this::record);
    }

    /** Records 120 at once, and waits until two batches of them are being written. The second one stays in the table's list. */
    private UniEmitter<? super Void> firstOfTwoWrites() {
        table.slow = true;
        journal.append(List.copyOf(requests(120))).await().atMost(SOON);
        writer.start();
        await().atMost(SOON).until(() -> table.writing.size() == 2);
        return table.writing.remove(0);
    }

    private static List<InvocationRecord> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Records.success("agent", "model-" + i, Instant.now(), i, Usage.of(i, i), "0.1"))
                .toList();
    }

    private void record(InvocationRecord invocation) {
        journal.append(List.of(invocation)).await().atMost(SOON);
    }

    /** Stores whole batches or nothing, once per row, and refuses poison. */
    private static final class FakeDatabase implements RowWriter {

        private final Set<String> rows = ConcurrentHashMap.newKeySet();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final List<UniEmitter<? super Void>> writing = new CopyOnWriteArrayList<>();
        /** Each row as often as it was stored. */
        private final List<String> written = new CopyOnWriteArrayList<>();

        private volatile boolean slow;
        private volatile int prepared;
        private volatile int begun;
        private volatile int defects;
        private volatile boolean away;
        private volatile int failures;

        private final JournalKind kind;

        FakeDatabase(JournalKind kind) {
            this.kind = kind;
        }

        @Override
        public JournalKind kind() {
            return kind;
        }

        @Override
        public Uni<Void> insert(List<JournalLine> lines) {
            return prepare(lines).get();
        }

        @Override
        public Supplier<Uni<Void>> prepare(List<JournalLine> lines) {
            if (defects > 0) {
                defects--;
                throw new IllegalStateException("a defect");
            }
            prepared++;
            List<String> batch = lines.stream().map(JournalLine::json).toList();
            return () -> {
                begun++;
                Uni<Void> write = slow ? Uni.createFrom().emitter(writing::add) : write(batch);
                return write.invoke(() -> written.addAll(batch));
            };
        }

        private Uni<Void> write(List<String> batch) {
            if (away) {
                failures++;
                return Uni.createFrom().failure(new IOException("connection refused"));
            }
            if (batch.stream().anyMatch(row -> row.contains("poison"))) {
                return Uni.createFrom().failure(new RejectedBatch("unsupported"));
            }
            batches.add(batch.size());
            rows.addAll(batch);
            return Uni.createFrom().voidItem();
        }
    }
}
