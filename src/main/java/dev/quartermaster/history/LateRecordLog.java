package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.telemetry.StructuredLog;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes records that the database did not take in time to the log: a line each,
 * {@code {"quartermaster":"late_record","kind":table,"row":{…}}}. Should the machine be gone before the journal has reached
 * the database, {@link LateRecords} books them from there: rows are idempotent by their id.
 */
final class LateRecordLog {

    static final String MARK = "quartermaster";
    static final String LATE_RECORD = "late_record";
    static final String KIND = "kind";
    static final String ROW = "row";

    private final StructuredLog log;

    LateRecordLog(ObjectMapper json, Supplier<PrintStream> out) {
        this.log = new StructuredLog(json.getFactory(), out);
    }

    /** Never fails. */
    void write(List<JournalEntry> entries) {
        entries.forEach(entry -> log.write(line -> write(entry, line)));
    }

    private static void write(JournalEntry entry, JsonGenerator line) throws IOException {
        line.writeStartObject();
        line.writeStringField(MARK, LATE_RECORD);
        line.writeStringField(KIND, entry.kind().wire());
        line.writeFieldName(ROW);
        entry.write(line);
        line.writeEndObject();
    }
}
