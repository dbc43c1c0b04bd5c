package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
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
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id.toString());
        out.writeStringField("time", time.toString());
        out.writeStringField("source", source);
        out.writeStringField("original_model", clip(original));
        out.writeStringField("alternative_model", clip(alternative));
        out.writeStringField("reason", reason);
        out.writeStringField("agent_type", agentType);
        out.writeStringField("task_id", taskId);
        out.writeStringField("request_id", requestId);
        out.writeEndObject();
    }

    private static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
