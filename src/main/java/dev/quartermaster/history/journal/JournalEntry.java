package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Entry of the journal. Immutable: it is converted to JSON later and on another thread. */
public interface JournalEntry {

    JournalKind kind();

    /** Returns the row; its keys are the columns of the table of {@link #kind()}. */
    ObjectNode row(ObjectMapper json);
}
