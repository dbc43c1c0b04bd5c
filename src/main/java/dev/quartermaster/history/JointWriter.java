package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Writes rows into several tables of the history at once, which takes one question to the database and one commit. */
public interface JointWriter {

    /** One that never does. */
    JointWriter NONE = rows -> Optional.empty();

    /**
     * Does what can be done before the database is asked, on this thread.
     *
     * @param rows lines by their kind, in the order in which they are to be written
     * @return inserts all rows or none, and fails as {@link RowWriter#insert}; empty if these are not written at once
     */
    Optional<Supplier<Uni<Void>>> prepare(SortedMap<JournalKind, List<JournalLine>> rows);
}
