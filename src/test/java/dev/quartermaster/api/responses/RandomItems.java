package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Items of every kind, with fields that nobody knows yet. Numbers in them say where they stand. */
final class RandomItems {

    private final ObjectMapper json;
    private final RandomGenerator random;

    RandomItems(ObjectMapper json, RandomGenerator random) {
        this.json = json;
        this.random = random;
    }

    /** What a model says: at least one item, the last one a message. */
    ArrayNode output() {
        ArrayNode output = json.createArrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            output.add(said(output.size()));
        }
        return output.add(message(output.size()));
    }

    /** A conversation: what a caller may send as input. */
    ArrayNode input() {
        ArrayNode input = json.createArrayNode();
        for (int i = random.nextInt(12); i >= 0; i--) {
            input.add(random.nextInt(3) == 0 ? told(input.size()) : said(input.size()));
        }
        return input;
    }

    private ObjectNode said(int place) {
        return switch (random.nextInt(5)) {
            case 0 -> message(place);
            case 1 ->
                item(place, "reasoning")
                        .put("encrypted_content", "gAAAA" + place)
                        .set("summary", summary());
            case 2 ->
                item(place, "web_search_call")
                        .set("action", json.createObjectNode().put("query", "q"));
            case 3 -> foreign(place);
            default ->
                item(place, "function_call")
                        .put("call_id", "call_" + place)
                        .put("name", "f")
                        .put("arguments", "{\"a\":" + place + "}");
        };
    }

    private ObjectNode told(int place) {
        if (random.nextInt(3) == 0) {
            ObjectNode result =
                    json.createObjectNode().put("type", "function_call_output").put("call_id", "call_" + place);
            result.putArray("output").add(text("input_text")).add(image(place, 1));
            return result;
        }
        ObjectNode message =
                json.createObjectNode().put("type", "message").put("role", random.nextInt(4) == 0 ? "system" : "user");
        message.putArray("content").add(text("input_text")).add(image(place, 1));
        return message;
    }

    private ObjectNode message(int place) {
        ObjectNode message = item(place, "message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (random.nextInt(4) == 0) {
                content.addObject().put("type", "refusal").put("refusal", "No.");
            } else {
                ObjectNode text = text("output_text");
                text.putArray("annotations").addObject().put("type", "url_citation");
                text.putArray("logprobs");
                content.add(text);
            }
        }
        return message;
    }

    /** Reasoning and seals of other providers' models, packed by ourselves. */
    private ObjectNode foreign(int place) {
        ReasoningEnvelope seal = new ReasoningEnvelope(json);
        ObjectNode item = item(place, "reasoning").set("summary", json.createArrayNode());
        return item.put(
                "encrypted_content",
                switch (random.nextInt(3)) {
                    case 0 -> seal.of(new Part.Thinking("", "sig", Map.of()));
                    case 1 ->
                        seal.of(new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", Map.of("data", "x")));
                    default -> seal.of("call_" + (place + 1), Map.of("thoughtSignature", "s"));
                });
    }

    private ObjectNode item(int place, String type) {
        ObjectNode item = json.createObjectNode()
                .put("id", type.substring(0, 2) + "_" + place)
                .put("type", type)
                .put("status", "completed");
        return random.nextInt(3) == 0 ? item.put("field_of_tomorrow", place) : item;
    }

    private ArrayNode summary() {
        ArrayNode summary = json.createArrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            summary.addObject().put("type", "summary_text").put("text", "Hm " + i);
        }
        return summary;
    }

    private ObjectNode text(String type) {
        return json.createObjectNode().put("type", type).put("text", "t" + random.nextInt(100));
    }

    private ObjectNode image(int place, int content) {
        return json.createObjectNode()
                .put("type", "input_image")
                .put("image_url", "https://example.org/" + place + "/" + content);
    }
}
