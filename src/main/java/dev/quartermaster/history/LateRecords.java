package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads back what {@link LateRecordLog} has written to the log. */
final class LateRecords {

    private final ObjectMapper json;

    LateRecords(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Records of some lines.
     *
     * @param unreadable the number of lines that are no whole record
     */
    record Found(List<JournalEntry> records, int unreadable) {}

    Found read(List<String> lines) {
        List<JournalEntry> records = new ArrayList<>();
        for (String line : lines) {
            read(line).ifPresent(records::add);
        }
        return new Found(records, lines.size() - records.size());
    }

    private Optional<JournalEntry> read(String line) {
        try {
            JsonNode tree = json.readTree(line);
            boolean isRecord = LateRecordLog.LATE_RECORD.equals(
                            tree.path(LateRecordLog.MARK).textValue())
                    && tree.path(LateRecordLog.ROW).isObject();
            return isRecord
                    ? JournalKind.of(tree.path(LateRecordLog.KIND).asText()).map(kind -> new LoggedRow(kind, line))
                    : Optional.empty();
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    /** A row as it stands in its line. It is copied and not made a tree, so that numbers stay as they are. */
    private record LoggedRow(JournalKind kind, String line) implements JournalEntry {

        @Override
        public void write(JsonGenerator out) throws IOException {
            try (JsonParser parser = out.getCodec().getFactory().createParser(line)) {
                parser.nextToken();
                while (parser.nextToken() != null) {
                    boolean isRow = LateRecordLog.ROW.equals(parser.currentName());
                    parser.nextToken();
                    if (isRow) {
                        copy(parser, out);
                        return;
                    }
                    parser.skipChildren();
                }
            }
            throw new IOException("the line has no row");
        }

        private static void copy(JsonParser row, JsonGenerator out) throws IOException {
            int depth = 0;
            do {
                JsonToken token = row.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                out.copyCurrentEventExact(row);
            } while (depth > 0 && row.nextToken() != null);
        }
    }
}
