package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.EntryPositions.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts entries into the text of a registry file and takes them out. Everything else stays as it stands, byte for byte:
 * people keep such files by hand and under version control.
 */
public final class FileEdit {

    private final byte[] file;
    private final EntryPositions places;
    private final RegistryFileWriter writer;
    private final ByteArrayOutputStream out;
    private boolean begun;

    private FileEdit(byte[] file, ObjectMapper json) {
        this.file = file;
        this.places = EntryPositions.find(file, json);
        this.writer = new RegistryFileWriter(json);
        this.out = new ByteArrayOutputStream(file.length + 1024);
    }

    /**
     * The file with these changes made.
     *
     * @param file a usable registry file
     * @param changes the entry to stand in the file, or empty to take it out
     * @throws UnusableRegistry when the file cannot be edited, because of its encoding
     */
    public static byte[] apply(byte[] file, Map<ModelKey, Optional<ObjectNode>> changes, ObjectMapper json) {
        return new FileEdit(file, json).apply(new LinkedHashMap<>(changes));
    }

    private byte[] apply(Map<ModelKey, Optional<ObjectNode>> changes) {
        List<Place> entries = places.entries();
        out.write(
                file, 0, entries.isEmpty() ? places.open() + 1 : entries.get(0).start());
        for (Place place : entries) {
            Optional<ObjectNode> change = place.key().map(changes::remove).orElse(null);
            if (change == null) {
                separate(place);
                out.write(file, place.start(), place.end() - place.start());
            } else if (change.isPresent()) {
                separate(place);
                write(inTheStyleOf(place, change.get()));
            }
        }
        changes.values().forEach(entry -> entry.ifPresent(this::add));
        int rest = entries.isEmpty() ? places.open() + 1 : last().end();
        out.write(file, rest, file.length - rest);
        return out.toByteArray();
    }

    /** Between two entries stands what stood before the second of them. */
    private void separate(Place place) {
        if (begun) {
            int from = places.entries().get(place.index() - 1).end();
            out.write(file, from, place.start() - from);
        }
        begun = true;
    }

    private void add(ObjectNode entry) {
        if (places.entries().isEmpty()) {
            write((begun ? "," : "") + "\n    " + indented(writer.text(entry), "    "));
        } else {
            if (begun && last().index() > 0) {
                separate(last());
            } else if (begun) {
                write(", ");
            }
            write(inTheStyleOf(last(), entry));
        }
        begun = true;
    }

    private Place last() {
        return places.entries().get(places.entries().size() - 1);
    }

    /** On one line where that entry is on one line; else with its last line as far in as that entry's. */
    private String inTheStyleOf(Place place, ObjectNode entry) {
        String model = new String(file, place.start(), place.end() - place.start(), StandardCharsets.UTF_8);
        int lastLine = model.lastIndexOf('\n');
        if (lastLine < 0) {
            return writer.text(entry).replaceAll("\n *", " ");
        }
        String line = model.substring(lastLine + 1);
        return indented(
                writer.text(entry),
                line.substring(0, line.length() - line.stripLeading().length()));
    }

    /** A line feed within a string is always escaped, so that each one here is layout. */
    private static String indented(String text, String by) {
        return text.replace("\n", "\n" + by);
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
