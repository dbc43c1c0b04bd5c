package dev.quartermaster.history.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Entry of the journal. Immutable: it is written as JSON later and on another thread. */
public interface JournalEntry {

    JournalKind kind();

    /**
     * Writes the row as one JSON object; its keys are the columns of the table of {@link #kind()}.
     *
     * @param out knows how to write objects; may be used for other rows before and after
     * @throws IOException if it cannot be written as JSON
     */
    void write(JsonGenerator out) throws IOException;
}
