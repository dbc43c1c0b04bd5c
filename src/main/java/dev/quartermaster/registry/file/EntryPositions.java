package dev.quartermaster.registry.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Positions of the entries in a registry file, in bytes.
 *
 * @param open of the bracket before them
 * @param close of the bracket after them
 */
record EntryPositions(int open, int close, List<Place> entries) {

    /** @param key empty for an entry so broken that it names no model */
    record Place(Optional<ModelKey> key, int index, int start, int end) {}

    private record Start(Optional<ModelKey> key, int at) {}

    /** @throws UnusableRegistry when the text has another encoding than UTF-8 */
    static EntryPositions find(byte[] file, ObjectMapper json) {
        try (JsonParser parser = json.createParser(file)) {
            List<Start> starts = new ArrayList<>();
            int open = openModels(parser);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int at = offset(parser);
                starts.add(new Start(DuplicateKeys.key(json.readTree(parser)), at));
            }
            int close = offset(parser);
            if (file[open] != '[' || file[close] != ']') {
                throw new UnusableRegistry("is not encoded in UTF-8");
            }
            return new EntryPositions(open, close, places(file, starts, close));
        } catch (IOException e) {
            throw new UnusableRegistry("is not JSON: " + e.getMessage(), e);
        }
    }

    private static int openModels(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean models = parser.currentName().equals("models");
            parser.nextToken();
            if (models) {
                return offset(parser);
            }
            parser.skipChildren();
        }
        throw new UnusableRegistry("has no array 'models'");
    }

    /** Returns the offset of the last token; there is none in an encoding that had to be converted first. */
    private static int offset(JsonParser parser) {
        long offset = parser.currentTokenLocation().getByteOffset();
        if (offset < 0) {
            throw new UnusableRegistry("is not encoded in UTF-8");
        }
        return (int) offset;
    }

    /** Finds each entry's end from what follows it, whatever its kind of value. */
    private static List<Place> places(byte[] file, List<Start> starts, int close) {
        List<Place> places = new ArrayList<>(starts.size());
        for (int index = 0; index < starts.size(); index++) {
            boolean last = index == starts.size() - 1;
            int end = trimmed(file, last ? close : starts.get(index + 1).at());
            Start start = starts.get(index);
            places.add(new Place(start.key(), index, start.at(), last ? end : trimmed(file, end - 1)));
        }
        return places;
    }

    private static int trimmed(byte[] file, int end) {
        int at = end;
        while (Character.isWhitespace(file[at - 1])) {
            at--;
        }
        return at;
    }
}
