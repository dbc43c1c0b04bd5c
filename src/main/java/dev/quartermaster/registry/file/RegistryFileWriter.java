package dev.quartermaster.registry.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Writes a registry file: entries sorted by provider and id, the same bytes for the same entries on every machine. */
public final class RegistryFileWriter {

    private final ObjectWriter json;

    public RegistryFileWriter(ObjectMapper json) {
        this.json = json.writer(layout()).with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    private static DefaultPrettyPrinter layout() {
        return new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    /** @param header what stands before {@code models}: {@code $schema}, {@code note}, {@code sources} */
    public byte[] write(ObjectNode header, List<RegistryEntry> entries) {
        ObjectNode root = header.deepCopy();
        ArrayNode models = root.putArray("models");
        entries.stream()
                .sorted(Comparator.comparing(entry -> entry.model().key()))
                .map(EntryWriter::write)
                .forEach(models::add);
        return (text(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** One entry or document as it is written, without a line feed at its end. */
    String text(ObjectNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always writable", e);
        }
    }
}
