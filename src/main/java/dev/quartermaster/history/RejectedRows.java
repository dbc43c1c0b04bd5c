package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Stores rows that the database rejected in a file, so that they neither block the others nor are lost. */
final class RejectedRows {

    private final Path file;
    private final LongAdder count = new LongAdder();

    RejectedRows(Path folder) {
        this.file = folder.resolve("rejected.log");
    }

    void keep(JournalLine row, @Nullable String reason) {
        JournalKind kind = row.kind();
        count.increment();
        Log.errorf("The database rejects a record of kind %s (%s); it is kept in %s", kind.wire(), reason, file);
        try {
            Files.writeString(
                    file, kind.wire() + ' ' + row.json() + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            Log.errorf("A rejected record could not be kept: %s", e.getMessage());
        }
    }

    long count() {
        return count.sum();
    }
}
