package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Selection inputs and result of one decision, as the ledger stores them.
 *
 * @param time the time of the decision, truncated to microseconds, as PostgreSQL keeps it
 * @param model the first model of the route; null if there was no candidate
 * @param document supplies a value that can be written as JSON; called on another thread
 * @param inputs supplies the selection inputs, likewise; may supply null
 */
public record DecisionRecord(
        UUID id, Instant time, @Nullable ModelKey model, Supplier<?> document, Supplier<?> inputs)
        implements JournalEntry {

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
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id.toString());
        out.writeStringField("time", time.toString());
        out.writePOJOField("document", document.get());
        // Columns of their own, for queries over many decisions.
        out.writeStringField("provider", model == null ? null : model.provider().value());
        out.writeStringField("model", model == null ? null : model.id());
        out.writePOJOField("inputs", inputs.get());
        out.writeEndObject();
    }
}
