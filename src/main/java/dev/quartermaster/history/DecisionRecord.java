package dev.quartermaster.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The selection inputs and result of one decision, as the ledger stores them.
 *
 * @param time when it was decided; cut to microseconds, as PostgreSQL keeps it
 * @param document gives anything that can be written as JSON; asked on another thread, the same each time
 * @param inputs gives what the choice was made from, likewise; may give null
 */
public record DecisionRecord(UUID id, Instant time, Supplier<?> document, Supplier<?> inputs) implements JournalEntry {

    public DecisionRecord {
        if (id == null || time == null || document == null || inputs == null) {
            throw new IllegalArgumentException("a decision needs an id, a time, a document and inputs");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.DECISION;
    }

    @Override
    public ObjectNode row(ObjectMapper json) {
        ObjectNode row = json.createObjectNode();
        row.put("id", id.toString());
        row.put("time", time.toString());
        JsonNode told = json.valueToTree(document.get());
        row.set("document", told);
        // In columns of their own, for those who ask of many decisions what was chosen.
        row.put("provider", told.path("provider").textValue());
        row.put("model", told.path("model_id").textValue());
        row.set("inputs", tree(inputs.get(), json));
        return row;
    }

    /** A tree stays the one it is: copying it would cost as much as writing it. */
    private static JsonNode tree(Object value, ObjectMapper json) {
        return value instanceof JsonNode tree ? tree : json.valueToTree(value);
    }
}
