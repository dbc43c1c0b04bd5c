package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The base assignments of a request, letter by letter: reading them into values and writing those again would not keep how
 * a number is spelled, nor a field that is there twice.
 */
final class BaseTexts {

    private static final String FIELD = "base_assignment";

    private final Map<String, String> byPointer = new HashMap<>();

    private BaseTexts() {}

    /** @param content JSON that has been parsed before */
    static BaseTexts of(JsonFactory json, byte[] content) {
        BaseTexts texts = new BaseTexts();
        try (JsonParser parser = json.createParser(content)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals(FIELD)) {
                    texts.take(parser, content);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("it has been read before", impossible);
        }
        return texts;
    }

    private void take(JsonParser parser, byte[] content) throws IOException {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        boolean object = parser.nextToken() == JsonToken.START_OBJECT;
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        // Of another encoding than UTF-8 the place is not known.
        if (object && start >= 0) {
            byPointer.put(pointer, new String(content, start, end - start, StandardCharsets.UTF_8));
        }
    }

    /**
     * The text of the base assignment in an object.
     *
     * @param at the JSON pointer of the object
     * @param other the text where its letters are not known
     */
    String at(String at, String other) {
        return byPointer.getOrDefault(at + "/" + FIELD, other);
    }
}
