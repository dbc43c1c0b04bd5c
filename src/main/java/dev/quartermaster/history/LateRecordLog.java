package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.journal.JournalEntry;
import io.quarkus.logging.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes records that the database did not take in time to the log: a line each,
 * {@code {"quartermaster":"late_record","kind":table,"row":{…}}}. Should the machine be gone before the journal has reached
 * the database, they can be booked from there: rows are idempotent by their id.
 */
final class LateRecordLog {

    private final ObjectMapper json;
    private final Supplier<PrintStream> out;

    LateRecordLog(ObjectMapper json, Supplier<PrintStream> out) {
        this.json = json;
        this.out = out;
    }

    /** Never fails. */
    void write(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            try {
                ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
                write(entry, line);
                line.write('\n');
                PrintStream log = out.get();
                // In one piece, so that lines of other threads do not come between.
                log.write(line.toByteArray(), 0, line.size());
                log.flush();
            } catch (IOException | RuntimeException e) {
                Log.warnf("A late record could not be written to the log: %s", e.getMessage());
            }
        }
    }

    private void write(JournalEntry entry, ByteArrayOutputStream line) throws IOException {
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("quartermaster", "late_record");
            generator.writeStringField("kind", entry.kind().wire());
            generator.writeFieldName("row");
            entry.write(generator);
            generator.writeEndObject();
        }
    }
}
