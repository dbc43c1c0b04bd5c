package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.RowWriter.RejectedBatch;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchWriterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<JournalLine> LINES = JournalLine.of(
            List.of(
                    new DecisionRecord(UUID.randomUUID(), NOW, null, Map::of, Map::of),
                    Records.success("agent", "m", NOW, 1, Usage.NONE, "0")),
            new ObjectMapper());

    @TempDir
    Path folder;

    private final List<JournalKind> apart = new ArrayList<>();
    private final List<JournalKind> atOnce = new ArrayList<>();
    private final List<RowWriter> tables = List.of(table(JournalKind.INVOCATION), table(JournalKind.DECISION));

    @Test
    void rowsOfSeveralTablesAreWrittenAtOnceInTheOrderOfTheTables() {
        write(rows -> Optional.of(() -> {
            atOnce.addAll(rows.keySet());
            return Uni.createFrom().voidItem();
        }));

        assertThat(atOnce).containsExactly(JournalKind.INVOCATION, JournalKind.DECISION);
        assertThat(apart).isEmpty();
    }

    @Test
    void whatIsRejectedAtOnceIsWrittenApart() {
        write(rows -> Optional.of(() -> Uni.createFrom().failure(new RejectedBatch("one of them"))));

        assertThat(apart).containsExactly(JournalKind.INVOCATION, JournalKind.DECISION);
    }

    @Test
    void whatIsNotWrittenAtOnceIsWrittenApart() {
        write(JointWriter.NONE);

        assertThat(apart).containsExactly(JournalKind.INVOCATION, JournalKind.DECISION);
    }

    @Test
    void nothingIsAskedForNoRows() {
        write(
                rows -> {
                    throw new AssertionError("there is nothing to write");
                },
                List.of());

        assertThat(apart).isEmpty();
    }

    private void write(JointWriter joint) {
        write(joint, LINES);
    }

    private void write(JointWriter joint, List<JournalLine> lines) {
        new BatchWriter(tables, joint, new RejectedRows(folder), Runnable::run)
                .prepare(lines)
                .get()
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private RowWriter table(JournalKind kind) {
        return new RowWriter() {
            @Override
            public JournalKind kind() {
                return kind;
            }

            @Override
            public Uni<Void> insert(List<JournalLine> rows) {
                apart.add(kind);
                return Uni.createFrom().voidItem();
            }
        };
    }
}
