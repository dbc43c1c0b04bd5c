package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Puts streamed answers together as the clients of each dialect do. */
final class StreamedAnswers {

    private static final Set<String> GROWING = Set.of("content", "reasoning_content", "refusal", "arguments", "input");

    private StreamedAnswers() {}

    /** The message of the first choice. */
    static JsonNode chat(List<JsonNode> chunks) {
        ObjectNode message = Draw.JSON.createObjectNode();
        for (JsonNode chunk : chunks) {
            if (chunk.has("error")) {
                throw new AssertionError("an error in the stream: " + chunk);
            }
            for (JsonNode choice : chunk.path("choices")) {
                if (choice.path("index").asInt() == 0) {
                    grow(message, choice.path("delta"));
                }
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            ((ObjectNode) call).remove("index");
        }
        return message;
    }

    private static void grow(ObjectNode whole, JsonNode delta) {
        delta.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode piece = field.getValue();
            JsonNode before = whole.path(name);
            if (piece.isTextual() && before.isTextual() && GROWING.contains(name)) {
                whole.put(name, before.asText() + piece.asText());
            } else if (piece.isObject() && before.isObject()) {
                grow((ObjectNode) before, piece);
            } else if (name.equals("tool_calls")) {
                ArrayNode calls = before.isArray() ? (ArrayNode) before : whole.putArray(name);
                for (JsonNode call : piece) {
                    int index = call.path("index").asInt();
                    while (calls.size() <= index) {
                        calls.addObject();
                    }
                    grow((ObjectNode) calls.get(index), call);
                }
            } else if (piece.isArray() && before.isArray()) {
                ((ArrayNode) before).addAll((ArrayNode) piece.deepCopy());
            } else {
                whole.set(name, piece.deepCopy());
            }
        });
    }

    /** The blocks of a message. */
    static JsonNode messages(List<JsonNode> events) {
        ArrayNode blocks = Draw.JSON.createArrayNode();
        StringBuilder input = new StringBuilder();
        for (JsonNode event : events) {
            JsonNode delta = event.path("delta");
            switch (event.path("type").asText()) {
                case "error" -> throw new AssertionError("an error in the stream: " + event);
                case "content_block_start" -> {
                    blocks.add(event.path("content_block").deepCopy());
                    input.setLength(0);
                }
                case "content_block_delta" -> {
                    ObjectNode block =
                            (ObjectNode) blocks.get(event.path("index").asInt());
                    switch (delta.path("type").asText()) {
                        case "text_delta" -> append(block, "text", delta);
                        case "thinking_delta" -> append(block, "thinking", delta);
                        case "signature_delta" -> append(block, "signature", delta);
                        case "input_json_delta" -> {
                            input.append(delta.path("partial_json").asText());
                            if (!input.isEmpty()) {
                                block.put("input", input.toString());
                            }
                        }
                        default -> throw new AssertionError("an unknown delta: " + event);
                    }
                }
                default -> {}
            }
        }
        for (JsonNode block : blocks) {
            if (block.path("input").isTextual()) {
                ((ObjectNode) block).set("input", Draw.tree(block.path("input").asText()));
            }
        }
        return blocks;
    }

    private static void append(ObjectNode block, String field, JsonNode delta) {
        block.put(field, block.path(field).asText() + delta.path(field).asText());
    }

    /** The items of a response. */
    static JsonNode responses(List<JsonNode> events) {
        JsonNode last = events.get(events.size() - 1);
        if (!last.path("type").asText().matches("response.(completed|incomplete)")) {
            throw new AssertionError("the stream ends with " + last);
        }
        return last.at("/response/output");
    }
}
