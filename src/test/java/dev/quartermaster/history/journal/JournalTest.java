package dev.quartermaster.history.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.quartermaster.history.journal.JournalReader.JournalBatch;
import dev.quartermaster.testing.MutableClock;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    private final List<Journal> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(JournalTest::end);
    }

    @Test
    void whatWasAppendedIsReadInOrder() {
        Journal journal = open(temp, 1 << 20);
        append(journal, 0, 100);

        assertThat(drain(journal, 7)).isEqualTo(numbers(0, 100));
        assertThat(journal.state().backlog()).isZero();
    }

    @Test
    void anEntryIsOnDiskWhenAppendingIsDone() throws IOException {
        Journal journal = open(temp, 1 << 20);
        append(journal, 0, 1);

        assertThat(segments(temp)).hasSize(1);
        assertThat(Files.readString(segments(temp).get(0)))
                .contains("{\"n\":0}")
                .endsWith("\n");
    }

    @Test
    void whatWasNotCommittedIsReadAgainAfterARestart() {
        Journal killed = open(temp, 1 << 20);
        append(killed, 0, 10);
        killed.reader().next(5);
        end(killed);

        Journal journal = open(temp, 1 << 20);
        append(journal, 10, 12);

        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 12));
    }

    @Test
    void aBatchIsHandedOutUntilItIsCommitted() {
        Journal journal = open(temp, 1 << 20);
        append(journal, 0, 2);

        JournalBatch first = journal.reader().next(1);

        assertThat(journal.reader().next(1)).isSameAs(first);
        assertThat(journal.state().backlog()).isEqualTo(2);
    }

    @Test
    void theAgeOfWhatIsLeftIsKnownBetweenTwoBatches() {
        Journal journal = open(temp, 1 << 20);
        Instant first = Instant.parse("2026-03-01T10:00:00Z");
        Stream.of(new Timed(first, ""), new Number(1), new Timed(first.plusSeconds(9), ""))
                .forEach(entry -> journal.append(List.of(entry)).await().atMost(SOON));

        List<Instant> seen = new ArrayList<>();
        for (JournalBatch batch = journal.reader().next(1);
                !batch.isEmpty();
                batch = journal.reader().next(1)) {
            seen.add(journal.state().oldest());
            journal.reader().commit(batch);
            seen.add(journal.state().oldest());
        }

        // The second tells no time. After the last nothing is left.
        assertThat(seen).containsExactly(first, first, first, first, first.plusSeconds(9), null);
        append(journal, 0, 1);
        assertThat(journal.state().oldest()).isNull();
    }

    @Test
    void aTornLastLineIsSkippedAndCounted() throws IOException {
        Journal killed = open(temp, 1 << 20);
        append(killed, 0, 3);
        end(killed);
        cut(segments(temp).get(0), 4);

        Journal journal = open(temp, 1 << 20);

        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 2));
        assertThat(journal.state().broken()).isEqualTo(1);
        assertThat(journal.state().backlog()).isZero();
    }

    @Test
    void aLineWithAWrongChecksumIsSkippedAndCounted() throws IOException {
        Journal killed = open(temp, 1 << 20);
        append(killed, 0, 3);
        end(killed);
        Path segment = segments(temp).get(0);
        Files.writeString(segment, Files.readString(segment).replace("{\"n\":1}", "{\"n\":9}"));

        Journal journal = open(temp, 1 << 20);

        assertThat(drain(journal, 100)).isEqualTo(List.of(0, 2));
        assertThat(journal.state().broken()).isEqualTo(1);
    }

    @Test
    void anythingElseInTheFileIsSkipped() throws IOException {
        Files.createDirectories(temp);
        byte[] rubbish = "\n \nshort\n00000000 invocation {}\n\u0000\u0000\u0000\n".getBytes(StandardCharsets.UTF_8);
        Files.write(temp.resolve(Segment.nameOf(1)), rubbish);

        Journal journal = open(temp, 1 << 20);
        append(journal, 0, 1);

        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 1));
        assertThat(journal.state().broken()).isEqualTo(5);
    }

    @Test
    void fullSegmentsAreClosedAndDrainedOnesDeleted() throws IOException {
        Journal journal = open(temp, 100);
        append(journal, 0, 20);
        assertThat(segments(temp)).hasSizeGreaterThan(3);

        assertThat(drain(journal, 3)).isEqualTo(numbers(0, 20));
        assertThat(segments(temp)).hasSize(1);
    }

    @Test
    void aBatchIsReadAheadOnceAndItsSegmentStaysUntilItIsStored() throws IOException {
        Journal journal = open(temp, 100);
        append(journal, 0, 9);
        int files = segments(temp).size();
        assertThat(files).isGreaterThan(2);
        JournalReader reader = journal.reader();
        assertThat(reader.ahead(2).isEmpty()).as("nothing is out").isTrue();

        List<Integer> read = new ArrayList<>();
        for (JournalBatch batch = reader.next(2); !batch.isEmpty(); batch = reader.next(2)) {
            JournalBatch ahead = reader.ahead(2);
            assertThat(reader.ahead(2)).isSameAs(ahead);
            assertThat(reader.next(2)).isSameAs(batch);
            assertThat(segments(temp)).contains(batch.segment().file());
            batch.lines().forEach(line -> read.add(numberIn(line)));
            if (!ahead.isEmpty()) {
                assertThat(segments(temp)).contains(ahead.segment().file());
                assertThatThrownBy(() -> reader.commit(ahead)).isInstanceOf(IllegalStateException.class);
            }
            reader.commit(batch);
            assertThat(reader.next(2)).isSameAs(ahead);
        }
        assertThat(read).isEqualTo(numbers(0, 9));
        assertThat(segments(temp)).hasSizeLessThan(files);
        assertThat(journal.state().backlog()).isZero();
    }

    @Test
    void aLineLargerThanAReadIsReadWhole() {
        Journal journal = open(temp, 1 << 20);
        String large = "x".repeat(5 << 20);
        journal.append(List.of(new Note(large))).await().atMost(SOON);

        JournalBatch batch = journal.reader().next(10);

        assertThat(batch.lines()).singleElement().satisfies(line -> assertThat(line.json())
                .hasSizeGreaterThan(5 << 20));
    }

    @Test
    void whenTheDiskTakesNothingEntriesStayInMemory() throws IOException {
        Path blocked = Files.writeString(temp.resolve("in-the-way"), "");
        Journal journal = open(blocked, 1 << 20);
        append(journal, 0, 2);
        assertThat(journal.state().fault()).isNotNull();
        assertThat(journal.state().inMemory()).isEqualTo(2);

        Files.delete(blocked);
        append(journal, 2, 3);

        assertThat(journal.state().fault()).isNull();
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 3));
    }

    @Test
    void aFullDiskKeepsEntriesInMemoryAndGathersNoFiles() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
        AtomicBoolean isFull = new AtomicBoolean(true);
        SegmentWriter.Disk disk = file -> {
            FileChannel own = SegmentWriter.DISK.create(file);
            if (!isFull.get()) {
                return own;
            }
            own.close();
            return FileChannel.open(full, StandardOpenOption.WRITE);
        };
        Journal journal = open(new Journal(settings(temp, 1 << 20), JSON, Clock.systemUTC(), disk));
        append(journal, 0, 5);

        assertThat(journal.state().fault()).contains("No space left on device");
        assertThat(journal.state().inMemory()).isEqualTo(5);
        assertThat(segments(temp)).isEmpty();

        isFull.set(false);
        append(journal, 5, 7);
        assertThat(journal.state().fault()).isNull();
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 7));
        assertThat(journal.state().dropped()).isZero();
    }

    @Test
    void aDiskThatHangsHoldsNobodyUpForLongAndLosesNothing() throws IOException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        SegmentWriter.Disk disk = file -> {
            asked.countDown();
            passed(hangs);
            return SegmentWriter.DISK.create(file);
        };
        MutableClock clock = new MutableClock("2026-07-01T10:00:00Z");
        Journal journal = open(new Journal(settings(temp, 1 << 20), JSON, clock, disk));
        AtomicInteger gone = new AtomicInteger();
        journal.append(List.of(new Number(0))).subscribe().with(done -> gone.incrementAndGet());
        passed(asked);
        journal.append(List.of(new Number(1))).subscribe().with(done -> gone.incrementAndGet());

        clock.advance(SOON.minusMillis(1));
        journal.watch();
        assertThat(gone).hasValue(0);
        clock.advance(Duration.ofMillis(1));
        journal.watch();

        assertThat(gone).hasValue(2);
        assertThat(journal.state().fault()).contains("the disk has not answered for");
        append(journal, 2, 4);

        hangs.countDown();
        await().atMost(SOON).until(() -> journal.state().fault() == null);
        append(journal, 4, 5);
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 5));
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerThatFailsStopsNobody() {
        Journal journal = open(temp, 1 << 20);
        journal.onAppend(() -> {
            throw new IllegalStateException("no more work is taken");
        });

        append(journal, 0, 3);

        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 3));
    }

    @Test
    void atItsLargestSizeTheNewestStayInMemoryAndThenAreDropped() {
        JournalSettings small = new JournalSettings(temp, 1 << 20, 60, 100, 3, SOON);
        Journal journal = open(small);
        append(journal, 0, 10);

        assertThat(journal.state().dropped()).isEqualTo(5);
        assertThat(journal.state().fault()).contains("largest size");
        assertThat(drain(journal, 100)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void aJournalSmallerThanASegmentTakesMoreOnceItIsDrained() {
        Journal journal = open(new JournalSettings(temp, 1 << 20, 200, 100, 3, SOON));
        append(journal, 0, 12);
        assertThat(journal.state().bytes()).isLessThanOrEqualTo(200);
        assertThat(journal.state().fault()).contains("largest size");
        drain(journal, 100);

        append(journal, 12, 14);

        assertThat(journal.state().fault()).isNull();
        assertThat(drain(journal, 100)).isEqualTo(numbers(12, 14));
    }

    @Test
    void appendingToAClosedJournalIsNotLostSilently() {
        Journal journal = open(temp, 1 << 20);
        journal.stop(SOON);
        append(journal, 0, 1);

        assertThat(journal.state().inMemory()).isEqualTo(1);
    }

    @Test
    void twoProcessesKeepApartAndTheLastInheritsFromTheGone() {
        Journal first = open(temp, 1 << 20);
        append(first, 0, 1);
        Journal second = open(temp, 1 << 20);
        append(second, 1, 2);
        assertThat(drain(first, 100)).containsExactly(0);
        append(first, 2, 3);
        end(first);
        end(second);

        Journal third = open(temp, 1 << 20);

        await().atMost(SOON).until(() -> third.folder().isPresent());
        assertThat(drain(third, 100)).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void entriesOfOneGroupAreWaitedForOnceAndWrittenTogether() {
        CountDownLatch hangs = new CountDownLatch(1);
        SegmentWriter.Disk disk = file -> {
            passed(hangs);
            return SegmentWriter.DISK.create(file);
        };
        Journal journal = open(new Journal(settings(temp, 1 << 20), JSON, Clock.systemUTC(), disk));
        CompletableFuture<Void> waits = journal.append(List.of(new Number(0), new Number(1), new Number(2)))
                .subscribeAsCompletionStage();
        assertThat(waits).isNotDone();

        hangs.countDown();

        assertThat(waits).succeedsWithin(SOON);
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 3));
    }

    @Test
    void ofAGroupThatTheDiskDoesNotTakeEveryEntryIsKept() {
        Journal journal = open(new JournalSettings(temp, 1 << 20, 10, 100, 2, SOON));

        journal.append(List.of(new Number(0), new Number(1), new Number(2)))
                .await()
                .atMost(SOON);

        assertThat(journal.state().inMemory()).isEqualTo(2);
        assertThat(journal.state().dropped()).isEqualTo(1);
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 2));
    }

    @Test
    void itGoesOnWhereTheCallerWas() throws Exception {
        Journal journal = open(temp, 1 << 20);
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        var context = vertx.getOrCreateContext();
        context.runOnContext(ignored -> journal.append(List.of(new Note("x")))
                .subscribe()
                .with(done -> same.complete(Vertx.currentContext() == context)));

        assertThat(same.get(5, TimeUnit.SECONDS)).isTrue();
        vertx.close();
    }

    @Test
    void callersOfOneTurnOfAnEventLoopAreReleasedTogetherEachOnItsContext() throws Exception {
        Journal journal = open(temp, 1 << 20);
        Vertx vertx = Vertx.vertx();
        ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
        List<ContextInternal> contexts = List.of(loop.duplicate(), loop.duplicate(), loop.duplicate());
        List<Object> released = new ArrayList<>();
        CompletableFuture<Integer> turns = new CompletableFuture<>();
        loop.runOnContext(ignored -> {
            for (int n = 0; n < 3; n++) {
                ContextInternal own = contexts.get(n);
                List<JournalEntry> entries = List.of(new Number(n));
                own.dispatch(any -> journal.append(entries).subscribe().with(done -> {
                    if (released.isEmpty()) {
                        // Runs in the next turn: those released together come before it.
                        loop.nettyEventLoop().execute(() -> turns.complete(released.size()));
                    }
                    released.add(Vertx.currentContext());
                }));
            }
        });

        assertThat(turns.get(5, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(released).isEqualTo(contexts);
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 3));
        vertx.close();
    }

    @Test
    void whatTheReaderIsTooFarBehindForComesFromTheDisk() {
        Journal journal = open(temp, 1 << 20);
        String large = "x".repeat(1 << 20);
        for (int n = 0; n < 6; n++) {
            journal.append(List.of(new Note(n + large))).await().atMost(SOON);
        }

        List<String> read = new ArrayList<>();
        for (JournalBatch batch = journal.reader().next(1);
                !batch.isEmpty();
                batch = journal.reader().next(1)) {
            batch.lines().forEach(line -> read.add(line.json().substring(0, 10)));
            journal.reader().commit(batch);
        }
        assertThat(read)
                .containsExactly(
                        "{\"text\":\"0",
                        "{\"text\":\"1",
                        "{\"text\":\"2",
                        "{\"text\":\"3",
                        "{\"text\":\"4",
                        "{\"text\":\"5");
        assertThat(journal.state().broken()).isZero();
    }

    @Test
    void aBacklogIsReadIntoTheSameBuffers() {
        Journal journal = open(temp, 100 << 20);
        List<JournalEntry> hundred = Collections.nCopies(100, new Timed(Instant.EPOCH, "x".repeat(1 << 12)));
        for (int group = 0; group < 20; group++) {
            journal.append(hundred).await().atMost(SOON);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        int lines = 0;
        for (JournalBatch batch = journal.reader().next(100);
                !batch.isEmpty();
                batch = journal.reader().next(100)) {
            lines += batch.lines().size();
            journal.reader().commit(batch);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(lines).isEqualTo(2000);
        // Two buffers for what comes from the disk, two for what is in memory.
        assertThat(allocated).isLessThan(6 << 20);
    }

    @Test
    void whatIsWrittenLastNeedsNoDisk() throws IOException {
        Journal journal = open(temp, 1 << 20);
        append(journal, 0, 5);
        for (Path segment : segments(temp)) {
            Files.delete(segment);
        }

        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 5));
    }

    @Test
    void anEntryThatCannotBeWrittenIsDroppedAlone() {
        Journal journal = open(temp, 1 << 20);
        journal.append(List.of(new Number(0), new Unwritable(), new Number(1)))
                .await()
                .atMost(SOON);

        assertThat(journal.state().dropped()).isEqualTo(1);
        assertThat(drain(journal, 100)).isEqualTo(numbers(0, 2));
    }

    private record Unwritable() implements JournalEntry {

        @Override
        public JournalKind kind() {
            return JournalKind.DECISION;
        }

        @Override
        public void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("n", "half a row");
            throw new IOException("no more");
        }
    }

    @Test
    void charactersTheDatabaseRefusesAreReplaced() throws IOException {
        assertThat(kept("a\u0000b \\u0000 \\\u0000")).isEqualTo("a\ufffdb \\u0000 \\\ufffd");
    }

    @Test
    void halvesOfCharactersAreReplacedAndWholeOnesKept() throws IOException {
        assertThat(kept("\ud83d\ude00\ud83d\ude00 \ud83d \ude00\ud83d \\ud83d \\\ud83d é\u0000\ud83d"))
                .isEqualTo("\ud83d\ude00\ud83d\ude00 \ufffd \ufffd\ufffd \\ud83d \\\ufffd é\ufffd\ufffd");
    }

    private String kept(String text) throws IOException {
        Journal journal = open(temp, 1 << 20);
        journal.append(List.of(new Note(text))).await().atMost(SOON);
        JournalBatch batch = journal.reader().next(10);
        assertThat(batch.lines()).hasSize(1);
        return JSON.readTree(batch.lines().get(0).json()).path("text").asText();
    }

    private record Note(String text) implements JournalEntry {

        @Override
        public JournalKind kind() {
            return JournalKind.INVOCATION;
        }

        @Override
        public void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("text", text);
            out.writeEndObject();
        }
    }

    private record Timed(Instant time, String text) implements JournalEntry {

        @Override
        public JournalKind kind() {
            return JournalKind.DECISION;
        }

        @Override
        public void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("time", time.toString());
            out.writeStringField("text", text);
            out.writeEndObject();
        }
    }

    private record Number(int n) implements JournalEntry {

        @Override
        public JournalKind kind() {
            return JournalKind.DECISION;
        }

        @Override
        public void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeNumberField("n", n);
            out.writeEndObject();
        }
    }

    private Journal open(Path folder, long segmentBytes) {
        return open(settings(folder, segmentBytes));
    }

    private static JournalSettings settings(Path folder, long segmentBytes) {
        return new JournalSettings(folder, segmentBytes, 100 << 20, 1000, 1000, SOON);
    }

    private Journal open(JournalSettings settings) {
        return open(new Journal(settings, JSON, Clock.systemUTC()));
    }

    private Journal open(Journal journal) {
        journal.open();
        await().atMost(SOON)
                .until(() -> journal.folder().isPresent() || journal.state().fault() != null);
        opened.add(journal);
        return journal;
    }

    /** As a killed process would: without reading what is left. */
    private static void end(Journal journal) {
        journal.stop(SOON);
        journal.close();
    }

    private static void append(Journal journal, int from, int to) {
        for (int n = from; n < to; n++) {
            journal.append(List.of(new Number(n))).await().atMost(SOON);
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> drain(Journal journal, int most) {
        List<Integer> read = new ArrayList<>();
        for (JournalBatch batch = journal.reader().next(most);
                !batch.isEmpty();
                batch = journal.reader().next(most)) {
            batch.lines().forEach(line -> read.add(numberIn(line)));
            journal.reader().commit(batch);
        }
        return read;
    }

    private static int numberIn(JournalLine line) {
        try {
            return JSON.readTree(line.json()).path("n").asInt(-1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Segment.numberOf(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private static void cut(Path file, int bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }
}
