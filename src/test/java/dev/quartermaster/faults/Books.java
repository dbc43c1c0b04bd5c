package dev.quartermaster.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the ledger as it stands in the database. */
final class Books {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource database;

    Books(DataSource database) {
        this.database = database;
    }

    /** One request as it was booked. */
    record Entry(
            String task,
            String outcome,
            String failureKind,
            boolean complete,
            JsonNode attempts,
            int failovers,
            long inputTokens,
            long outputTokens,
            boolean isEstimated,
            BigDecimal cost,
            BigDecimal failedCost) {

        /** Calls that went out. */
        long calls() {
            long calls = 0;
            for (JsonNode attempt : attempts) {
                calls += attempt.path("outcome").asText().equals("skipped") ? 0 : 1;
            }
            return calls;
        }

        String says() {
            return outcome + (complete ? " complete" : "") + (failureKind == null ? "" : " " + failureKind);
        }
    }

    /** By task, each with all its entries. */
    Map<String, List<Entry>> ofTasks(String prefix) throws SQLException {
        String sql =
                "select task_id, outcome, failure_kind, complete, attempts::text, failovers, uncached_input_tokens,"
                        + " output_tokens, usage_estimated, cost_usd, failed_cost_usd from invocation where task_id like ?";
        Map<String, List<Entry>> entries = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(sql)) {
            question.setString(1, prefix + "%");
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    Entry entry = entry(rows);
                    entries.computeIfAbsent(entry.task(), any -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        try {
            return new Entry(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4),
                    JSON.readTree(row.getString(5)),
                    row.getInt(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getBoolean(9),
                    row.getBigDecimal(10),
                    row.getBigDecimal(11));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
