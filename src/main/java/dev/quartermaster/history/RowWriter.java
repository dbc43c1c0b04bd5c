package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Writes rows to their destination. */
interface RowWriter {

    /**
     * Stores all rows or none. A row that is there already is left as it is.
     *
     * @param rows JSON objects whose keys are the columns of the table named by {@code kind}
     * @return fails with {@link RejectedBatch} if one of the rows can never be stored, with anything else if trying again
     *     may help
     */
    Uni<Void> store(JournalKind kind, List<String> rows);
}
