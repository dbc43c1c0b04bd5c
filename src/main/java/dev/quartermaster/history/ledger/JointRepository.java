package dev.quartermaster.history.ledger;

import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.history.JointWriter;
import dev.quartermaster.history.RowWriter;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the few rows of one request, or of some, by one statement. Large batches have a statement for each table: their
 * rows are what takes the time, and where the database rejects one, less is done again.
 */
@Singleton
class JointRepository implements JointWriter {

    private static final int MOST_ROWS = 64;

    private final Map<JournalKind, TableRepository<?, ?>> tables = new EnumMap<>(JournalKind.class);
    private final Map<List<JournalKind>, String> statements = new ConcurrentHashMap<>();
    private final Pool pool;
    private final HistoryConfig config;

    JointRepository(@All List<RowWriter> tables, Pool pool, HistoryConfig config) {
        for (RowWriter table : tables) {
            if (table instanceof TableRepository<?, ?> repository && repository.isOneStatement()) {
                this.tables.put(table.kind(), repository);
            }
        }
        this.pool = pool;
        this.config = config;
    }

    /** A table, and a batch for it, taken apart. */
    private record Part(TableRepository<?, ?> table, List<@Nullable String[]> arrays) {}

    @Override
    public Optional<Supplier<Uni<Void>>> prepare(SortedMap<JournalKind, List<JournalLine>> rows) {
        int count = rows.values().stream().mapToInt(List::size).sum();
        if (count > MOST_ROWS || !tables.keySet().containsAll(rows.keySet())) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        rows.forEach((kind, lines) -> {
            TableRepository<?, ?> table = Objects.requireNonNull(tables.get(kind));
            parts.add(new Part(
                    table,
                    table.columns().arrays(lines.stream().map(JournalLine::row).toList())));
        });
        String statement = statements.computeIfAbsent(List.copyOf(rows.keySet()), kinds -> statement(parts));
        Tuple values = TableRepository.values(
                parts.stream().flatMap(part -> part.arrays().stream()).toList());
        return Optional.of(
                () -> TableRepository.bounded(TableRepository.execute(pool, statement, values), config.writeTimeout())
                        .invoke(() -> parts.forEach(part -> part.table().stored(part.arrays()))));
    }

    /** The last table's statement, with those before it in its WITH list. */
    private static String statement(List<Part> parts) {
        StringBuilder sql = new StringBuilder();
        int parameter = 1;
        for (int i = 0; i < parts.size(); i++) {
            TableColumns columns = parts.get(i).table().columns();
            String insert = columns.insertMissing(parameter);
            if (i < parts.size() - 1) {
                sql.append(i == 0 ? "WITH " : ", ")
                        .append("part_")
                        .append(i)
                        .append(" AS (")
                        .append(insert)
                        .append(')');
            } else {
                sql.append(' ').append(insert);
            }
            parameter += columns.names().size();
        }
        return sql.toString();
    }
}
