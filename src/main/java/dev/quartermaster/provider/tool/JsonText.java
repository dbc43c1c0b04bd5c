package dev.quartermaster.provider.tool;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes texts as JSON strings. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
