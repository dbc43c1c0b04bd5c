package dev.quartermaster.history;

import dev.quartermaster.history.RowWriter.RejectedBatch;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of records to their tables, a few of them at once and many one table after the other, and sets aside what the
 * database rejects.
 */
final class BatchWriter {

    private final Map<JournalKind, RowWriter> tables;
    private final JointWriter joint;
    private final RejectedRows rejected;
    private final Executor executor;

    /** @param executor for files */
    BatchWriter(List<RowWriter> tables, JointWriter joint, RejectedRows rejected, Executor executor) {
        this.joint = joint;
        this.tables = tables.stream().collect(Collectors.toMap(RowWriter::kind, table -> table));
        this.rejected = rejected;
        this.executor = executor;
    }

    /**
     * Takes records apart, on this thread.
     *
     * @return writes them
     */
    Supplier<Uni<Void>> prepare(List<JournalLine> lines) {
        SortedMap<JournalKind, List<JournalLine>> rows = new TreeMap<>();
        lines.forEach(line ->
                rows.computeIfAbsent(line.kind(), none -> new ArrayList<>()).add(line));
        if (rows.isEmpty()) {
            return Uni.createFrom()::voidItem;
        }
        // Where the database rejects a row, those beside it are written without it.
        return joint.prepare(rows)
                .<Supplier<Uni<Void>>>map(atOnce -> () -> Uni.createFrom()
                        .deferred(atOnce::get)
                        .onFailure(RejectedBatch.class)
                        .recoverWithUni(() -> apart(rows).get()))
                .orElseGet(() -> apart(rows));
    }

    /** Writes one table after the other. */
    private Supplier<Uni<Void>> apart(SortedMap<JournalKind, List<JournalLine>> rows) {
        List<Supplier<Uni<Void>>> writes = new ArrayList<>();
        rows.forEach((kind, lines) -> {
            Supplier<Uni<Void>> prepared = table(kind).prepare(lines);
            writes.add(() -> write(kind, lines, prepared));
        });
        return () -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Supplier<Uni<Void>> write : writes) {
                all = all.chain(() -> write.get());
            }
            return all;
        };
    }

    private Uni<Void> write(JournalKind kind, List<JournalLine> rows, Supplier<Uni<Void>> prepared) {
        return prepared.get()
                .onFailure(RejectedBatch.class)
                .recoverWithUni(rejection -> divide(kind, rows, rejection.getMessage()));
    }

    /** Finds the rows that the database rejects by halving the batch, and sets them aside. */
    private Uni<Void> divide(JournalKind kind, List<JournalLine> rows, @Nullable String reason) {
        if (rows.size() == 1) {
            return Uni.createFrom().voidItem().emitOn(executor).invoke(() -> rejected.keep(rows.get(0), reason));
        }
        int half = rows.size() / 2;
        return store(kind, rows.subList(0, half)).chain(() -> store(kind, rows.subList(half, rows.size())));
    }

    private Uni<Void> store(JournalKind kind, List<JournalLine> rows) {
        return write(kind, rows, table(kind).prepare(rows));
    }

    private RowWriter table(JournalKind kind) {
        return Objects.requireNonNull(tables.get(kind), () -> "no repository writes " + kind.wire());
    }
}
