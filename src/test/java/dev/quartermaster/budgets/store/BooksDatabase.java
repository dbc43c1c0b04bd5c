package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database with the schema of the service, in which tests write rows of the ledger. */
final class BooksDatabase implements AutoCloseable {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final String INSERT =
            "INSERT INTO invocation (id, time, source, provider, model, agent_type, task_id, caller,"
                    + " outcome, attempts, failovers, streamed, complete, cancelled, uncached_input_tokens, cache_read_tokens,"
                    + " cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, tool_prompt_tokens,"
                    + " usage_estimated, cost_usd, budget_leases) SELECT CAST(r.id AS uuid), CAST(r.time AS timestamptz), 'call',"
                    + " r.provider, r.model, r.agent, r.task, r.caller, 'success', '[]', 0, false, true, false, 0, 0, 0, 0, 0, 0, 0,"
                    + " false, CAST(r.cost AS numeric), CAST(r.leases AS jsonb)"
                    + " FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS r(id, time, provider, model, agent, task, caller, cost, leases)"
                    + " ON CONFLICT DO NOTHING";

    private final EmbeddedPostgres postgres;

    /** One row of the ledger. */
    record Row(
            UUID id,
            Instant time,
            String provider,
            String model,
            String agentType,
            String taskId,
            String caller,
            Money cost,
            Map<UUID, Money> leases) {

        static Row of(Instant time, String cost) {
            return new Row(
                    UUID.randomUUID(), time, "openai", "gpt-4o", "coder", "t1", "team", Money.usd(cost), Map.of());
        }

        Row by(String agent, String key) {
            return new Row(id, time, provider, model, agent, taskId, key, cost, leases);
        }

        Row on(String other, String id2) {
            return new Row(id, time, other, id2, agentType, taskId, caller, cost, leases);
        }

        Row leased(Map<UUID, Money> settled) {
            return new Row(id, time, provider, model, agentType, taskId, caller, cost, settled);
        }

        /** As the service writes it: ids alone where the whole cost counts against each. */
        private String json() {
            if (!leases.isEmpty() && leases.values().stream().allMatch(amount -> amount.equals(cost))) {
                return leases.keySet().stream()
                        .map(lease -> "\"" + lease + "\"")
                        .collect(Collectors.joining(", ", "[", "]"));
            }
            return leases.isEmpty()
                    ? null
                    : leases.entrySet().stream()
                            .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                            .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    BooksDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection own = connect();
                Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparing(BooksDatabase::version))
                    .toList()) {
                own.setAutoCommit(false);
                try (var statement = own.createStatement()) {
                    statement.execute(Files.readString(file));
                }
                own.commit();
            }
        }
    }

    private static int version(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    int port() {
        return postgres.getPort();
    }

    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** Writes a batch of rows in one statement, as the service does. */
    static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, texts(connection, rows, row -> row.id().toString()));
            insert.setArray(2, texts(connection, rows, row -> row.time().toString()));
            insert.setArray(3, texts(connection, rows, Row::provider));
            insert.setArray(4, texts(connection, rows, Row::model));
            insert.setArray(5, texts(connection, rows, Row::agentType));
            insert.setArray(6, texts(connection, rows, Row::taskId));
            insert.setArray(7, texts(connection, rows, Row::caller));
            insert.setArray(
                    8,
                    texts(
                            connection,
                            rows,
                            row -> row.cost() == null ? null : row.cost().toString()));
            insert.setArray(9, texts(connection, rows, Row::json));
            insert.executeUpdate();
        }
    }

    private static java.sql.Array texts(
            Connection connection, List<Row> rows, java.util.function.Function<Row, String> column)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(column).toArray());
    }

    void insert(List<Row> rows) throws SQLException {
        try (Connection own = connect()) {
            insert(own, rows);
        }
    }

    /** Keeps a definition as the repository does. */
    void create(KeptBudget kept) throws SQLException {
        Budget budget = kept.budget();
        try (Connection own = connect()) {
            own.setAutoCommit(false);
            own.createStatement().execute("SELECT pg_advisory_xact_lock(hashtext('budget_counting'))");
            try (PreparedStatement insert = own.prepareStatement(
                    "INSERT INTO budget VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '1', ?, NULL, true, false, ?, 1, now(), 'me')")) {
                insert.setString(1, budget.name());
                insert.setObject(2, kept.id());
                insert.setString(3, budget.target(Dimension.PROVIDER).orElse(null));
                insert.setString(4, budget.target(Dimension.MODEL).orElse(null));
                insert.setString(5, budget.target(Dimension.AGENT_TYPE).orElse(null));
                insert.setString(6, budget.target(Dimension.TASK_ID).orElse(null));
                insert.setString(7, budget.target(Dimension.API_KEY).orElse(null));
                insert.setString(8, budget.window().unit().wire());
                insert.setBoolean(9, budget.window().rolling());
                insert.setString(10, budget.window().zone().getId());
                insert.setBigDecimal(11, budget.limit().usd());
                insert.setString(12, budget.action().wire());
                insert.setObject(13, OffsetDateTime.ofInstant(kept.countedFrom(), ZoneOffset.UTC));
                insert.executeUpdate();
            }
            try (PreparedStatement count = own.prepareStatement("SELECT count_ledger_into_budget(?)")) {
                count.setObject(1, kept.id());
                count.execute();
            }
            own.commit();
        }
    }

    BigDecimal spent(KeptBudget kept) throws SQLException {
        return number("SELECT coalesce(sum(spent_usd), 0) FROM budget_bucket WHERE budget_id = '" + kept.id() + "'");
    }

    BigDecimal number(String sql) throws SQLException {
        try (Connection own = connect();
                ResultSet found = own.createStatement().executeQuery(sql)) {
            found.next();
            return new Money(found.getBigDecimal(1)).usd();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
