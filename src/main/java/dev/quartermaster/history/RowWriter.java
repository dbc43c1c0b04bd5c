package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes rows into one table of the history. */
public interface RowWriter {

    /** Returns the kind of record that the table holds. */
    JournalKind kind();

    /**
     * Inserts all rows or none. A row that is already in the table is left as it is.
     *
     * @param rows lines of this kind; the keys of their JSON objects are the columns of the table
     * @return fails with {@link RejectedBatch} if the database will never accept one of the rows, with anything else if a
     *     retry may succeed
     */
    Uni<Void> insert(List<JournalLine> rows);

    /**
     * Does what {@link #insert} can do before it asks the database, on this thread.
     *
     * @return writes them; may be called again after a failure
     */
    default Supplier<Uni<Void>> prepare(List<JournalLine> rows) {
        return () -> insert(rows);
    }

    /** Failure of a batch with a row that the database refuses for its content. */
    final class RejectedBatch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public RejectedBatch(@Nullable String message) {
            super(message, null, false, false);
        }
    }
}
