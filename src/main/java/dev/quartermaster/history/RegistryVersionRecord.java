package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * A registry that decisions are made from. Delivered twice it is kept once.
 *
 * @param version names the content: equal content, equal version
 * @param time when it was first decided from
 * @param content a registry file; asked for when the record is written, on the thread that writes it
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
    public ObjectNode row(ObjectMapper json) {
        ObjectNode row = json.createObjectNode();
        row.put("version", version);
        row.put("time", time.toString());
        row.set("content", content.get());
        return row;
    }
}
