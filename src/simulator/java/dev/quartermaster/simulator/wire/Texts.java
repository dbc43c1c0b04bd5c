package dev.quartermaster.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds the text in message content, which every protocol nests a little differently. */
public final class Texts {

    private Texts() {}

    /**
     * The text of a string, of a part with {@code text} or nested {@code content}, or of a list of such parts. Images,
     * tool calls and anything else have none.
     */
    public static String in(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        if (content.isArray()) {
            StringBuilder joined = new StringBuilder();
            content.forEach(part -> joined.append(in(part)));
            return joined.toString();
        }
        if (content.path("text").isTextual()) {
            return content.path("text").asText();
        }
        return content.has("content") ? in(content.path("content")) : "";
    }
}
