package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Registry that decisions are made from. Delivered twice, it is stored once.
 *
 * @param version names the content: equal content, equal version
 * @param time the time of the first decision
 * @param content supplies a registry file; called on the thread that writes the record
 */
public record RegistryVersionRecord(String version, Instant time, Supplier<ObjectNode> content)
        implements JournalEntry {

    public RegistryVersionRecord {
        if (version == null || time == null || content == null) {
            throw new IllegalArgumentException("a registry needs a version, a time and its content");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.REGISTRY_VERSION;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("version", version);
        out.writeStringField("time", time.toString());
        out.writeFieldName("content");
        out.writeTree(content.get());
        out.writeEndObject();
    }
}
