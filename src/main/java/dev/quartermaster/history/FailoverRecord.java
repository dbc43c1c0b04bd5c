package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Failover of a request from one model to another. Delivered twice, it is stored once.
 *
 * @param source {@code call} for ours, {@code report} for an agent's own
 * @param original {@code provider/id} of the model that did not answer
 * @param reason a failure kind, or an agent's own words
 * @param agentType null if not given, like the task and the request
 */
public record FailoverRecord(
        UUID id,
        Instant time,
        String source,
        String original,
        String alternative,
        @Nullable String reason,
        @Nullable String agentType,
        @Nullable String taskId,
        @Nullable String requestId)
        implements JournalEntry {

    private static final int LONGEST_TEXT = 256;

    public FailoverRecord {
        if (id == null || time == null || source == null || original == null || alternative == null) {
            throw new IllegalArgumentException("a failover needs an id, a time, a source and both models");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
        reason = reason == null ? "unknown" : clip(reason);
        agentType = clip(agentType);
        taskId = clip(taskId);
        requestId = clip(requestId);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.FAILOVER;
    }

    @Override
    public ObjectNode row(ObjectMapper json) {
        ObjectNode row = json.createObjectNode();
        row.put("id", id.toString());
        row.put("time", time.toString());
        row.put("source", source);
        row.put("original_model", clip(original));
        row.put("alternative_model", clip(alternative));
        row.put("reason", reason);
        row.put("agent_type", agentType);
        row.put("task_id", taskId);
        row.put("request_id", requestId);
        return row;
    }

    private static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
