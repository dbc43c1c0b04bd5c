package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something worth keeping. Immutable: it is turned into JSON later and on another thread. */
public interface JournalEntry {

    JournalKind kind();

    /** One row; the keys are the columns of the table named by {@link #kind()}. */
    ObjectNode row(ObjectMapper json);
}
