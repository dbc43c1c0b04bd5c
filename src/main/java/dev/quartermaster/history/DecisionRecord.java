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
 * Selection inputs and result of one decision, as the ledger stores them.
 *
 * @param time the time of the decision, truncated to microseconds, as PostgreSQL keeps it
 * @param document supplies a value that can be written as JSON; called on another thread
 * @param inputs supplies the selection inputs, likewise; may supply null
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
        JsonNode tree = json.valueToTree(document.get());
        row.set("document", tree);
        // Columns of their own, for queries over many decisions.
        row.put("provider", tree.path("provider").textValue());
        row.put("model", tree.path("model_id").textValue());
        row.set("inputs", tree(inputs.get(), json));
        return row;
    }

    /** Converts a value; a tree is not copied. */
    private static JsonNode tree(Object value, ObjectMapper json) {
        return value instanceof JsonNode tree ? tree : json.valueToTree(value);
    }
}
