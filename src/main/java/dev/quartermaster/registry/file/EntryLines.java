package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** In which lines of a file its entries begin, for people who look for them there. */
final class EntryLines {

    private final byte[] file;
    private final List<EntryPositions.Place> places;

    EntryLines(byte[] file, ObjectMapper json) {
        this.file = file;
        this.places = places(file, json);
    }

    /** Returns {@code models[3] (line 17)}, without the line where the file's encoding hides it. */
    String describe(int index) {
        return "models[" + index + "]"
                + (index < places.size() ? " (line " + line(places.get(index).start()) + ")" : "");
    }

    private int line(int offset) {
        int line = 1;
        for (int at = 0; at < offset; at++) {
            line += file[at] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static List<EntryPositions.Place> places(byte[] file, ObjectMapper json) {
        try {
            return EntryPositions.find(file, json).entries();
        } catch (UnusableRegistry notUtf8) {
            return List.of();
        }
    }
}
