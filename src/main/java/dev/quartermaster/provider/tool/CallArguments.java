package dev.quartermaster.provider.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Looks at the arguments of a function call, which are a JSON object as text and may be empty, broken or cut off. */
public final class CallArguments {

    /** Arguments of a call that has none. */
    public static final String NONE = "{}";

    private static final JsonFactory JSON = new JsonFactory();

    private CallArguments() {}

    /** Returns whether the text is exactly one JSON object. */
    public static boolean isObject(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Returns whether the text means "no arguments": it is empty, or a JSON null. */
    public static boolean isNone(String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.isEmpty() || stripped.equals("null");
    }

    /**
     * Makes an object of arguments that their token limit has cut off, of the fields that had come whole. Empty arguments
     * become an empty object. What is an object already, or never began as one, stays as it is.
     */
    public static String mended(String text) {
        if (isNone(text)) {
            return NONE;
        }
        return !text.stripLeading().startsWith("{") || isObject(text) ? text : wholeFields(text.stripTrailing());
    }

    private static String wholeFields(String text) {
        int end = endOfWholeFields(text);
        String fields = end < 0 ? NONE : text.substring(0, end) + "}";
        return isObject(fields) ? fields : NONE;
    }

    /** The place behind the last field whose value is whole, or -1. */
    private static int endOfWholeFields(String text) {
        int end = -1;
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                JsonToken value = parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                int behind = (int) parser.currentLocation().getCharOffset();
                // A number at the very end may lack digits.
                if (value != null && !(value.isNumeric() && behind >= text.length())) {
                    end = behind;
                }
            }
        } catch (IOException cutOff) {
            return end;
        }
        return end;
    }
}
