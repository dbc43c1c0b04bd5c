package dev.quartermaster.law;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws Messages requests. */
final class RandomMessages {

    private final Draw draw;
    private final ObjectNode request = Draw.JSON.createObjectNode();
    private final ArrayNode messages = request.putArray("messages");
    private List<String> tools = List.of();

    private RandomMessages(RandomGenerator random) {
        this.draw = new Draw(random);
    }

    static ObjectNode request(RandomGenerator random) {
        RandomMessages drawn = new RandomMessages(random);
        drawn.offer();
        drawn.conversation();
        drawn.options();
        return drawn.request;
    }

    private void conversation() {
        if (draw.once(2)) {
            ArrayNode system = request.putArray("system");
            for (int i = draw.upTo(2); i >= 0; i--) {
                text(system);
            }
        } else if (draw.once(2)) {
            request.put("system", draw.text());
        }
        user();
        for (int i = draw.upTo(4); i > 0; i--) {
            if (draw.once(2)) {
                assistant();
                user();
            } else {
                round();
            }
        }
        if (!draw.once(8)) {
            turn("user").addObject().put("type", "text").put("text", "And now, as JSON?");
        }
    }

    private ArrayNode turn(String role) {
        return messages.addObject().put("role", role).putArray("content");
    }

    private void user() {
        if (draw.once(3)) {
            messages.addObject().put("role", "user").put("content", draw.of(List.of("Hi", "So?")));
            return;
        }
        ArrayNode content = turn("user");
        content.addObject().put("type", "text").put("text", "Look.");
        some(content);
    }

    private void some(ArrayNode content) {
        for (int i = draw.upTo(2); i > 0; i--) {
            switch (draw.upTo(5)) {
                case 0 -> image(content);
                case 1 -> document(content);
                default -> text(content);
            }
        }
    }

    private void text(ArrayNode content) {
        draw.mark(content.addObject().put("type", "text").put("text", draw.text()));
    }

    private void image(ArrayNode content) {
        String[] image = draw.image();
        ObjectNode block = content.addObject().put("type", "image");
        block.putObject("source")
                .put("type", "base64")
                .put("media_type", image[0])
                .put("data", image[1]);
        draw.mark(block);
    }

    private void document(ArrayNode content) {
        ObjectNode block = content.addObject().put("type", "document");
        ObjectNode source = block.putObject("source");
        switch (draw.upTo(3)) {
            case 0 -> source.put("type", "text").put("media_type", "text/plain").put("data", "Some words.");
            case 1 -> source.put("type", "file").put("file_id", "file_011");
            default ->
                source.put("type", "base64")
                        .put("media_type", "application/pdf")
                        .put("data", Draw.PDF);
        }
        draw.some(block, 3, "\"citations\":{\"enabled\":true}", "\"title\":\"" + draw.documentName() + "\"");
    }

    private ArrayNode assistant() {
        ArrayNode content = turn("assistant");
        if (draw.once(3)) {
            content.addObject().put("type", "thinking").put("thinking", "Hm.").put("signature", "");
        }
        content.addObject().put("type", "text").put("text", draw.once(4) ? draw.text() : "Well.");
        return content;
    }

    private void round() {
        ArrayNode content = assistant();
        List<String> ids = new ArrayList<>();
        for (int i = draw.upTo(2); i >= 0; i--) {
            String id = draw.id();
            ids.add(id);
            ObjectNode call = content.addObject().put("type", "tool_use").put("id", id);
            call.put("name", draw.name(tools)).putObject("input").put("city", "Ulm");
            draw.mark(call);
        }
        ArrayNode answers = turn("user");
        for (String id : ids) {
            ObjectNode result = answers.addObject().put("type", "tool_result").put("tool_use_id", id);
            draw.some(result, 4, "\"is_error\":true");
            switch (draw.upTo(3)) {
                case 0 -> {}
                case 1 -> result.put("content", draw.text());
                default -> some(result.putArray("content"));
            }
            draw.mark(result);
        }
        some(answers);
    }

    private void offer() {
        tools = draw.names();
        ArrayNode offered = Draw.JSON.createArrayNode();
        for (String name : tools) {
            ObjectNode tool = offered.addObject().put("name", name);
            tool.set("input_schema", draw.schema());
            draw.some(tool, 2, "\"description\":\"What it does.\"");
            draw.some(tool, 6, "\"type\":\"custom\"", "\"strict\":true");
            draw.mark(tool);
        }
        if (draw.once(12)) {
            offered.addObject().put("type", "web_search_20250305").put("name", "web_search");
        }
        if (!offered.isEmpty()) {
            request.set("tools", offered);
            if (draw.once(3) && !tools.isEmpty()) {
                ObjectNode choice = request.putObject("tool_choice");
                String mode = draw.of(List.of("auto", "none", "any", "tool"));
                choice.put("type", mode);
                if (mode.equals("tool")) {
                    choice.put("name", tools.get(0));
                }
                if (!mode.equals("none")) {
                    draw.some(choice, 3, "\"disable_parallel_tool_use\":true");
                }
            }
        }
    }

    private void options() {
        request.put("max_tokens", draw.of(List.of(5, 300, 4_000, 33_000)));
        draw.some(
                request,
                6,
                "\"temperature\":0.2",
                "\"top_p\":0.5",
                "\"top_k\":5",
                "\"stop_sequences\":[\"END\",\" \"]",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}",
                "\"thinking\":{\"type\":\"disabled\"}",
                "\"metadata\":{\"user_id\":\"user_1_account__session_2\"}");
        draw.some(
                request,
                14,
                "\"stop_sequences\":[\"a1\",\"b2\",\"c3\",\"d4\",\"e5\",\"f6\"]",
                "\"thinking\":{\"type\":\"adaptive\"}",
                "\"output_config\":{\"effort\":\"high\"}",
                "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],"
                        + "\"additionalProperties\":false}}}",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":31999}",
                "\"service_tier\":\"auto\"");
        if (request.at("/output_config/format").isObject()) {
            request.put("max_tokens", 4_000);
            request.remove(List.of("stop_sequences", "thinking", "tools", "tool_choice"));
            messages.addObject().put("role", "assistant").put("content", "Go on.");
            messages.addObject().put("role", "user").put("content", "As JSON, please.");
        }
        draw.some(request, 3, "\"stream\":true", "\"quartermaster\":{\"drop_unsupported\":true}");
    }
}
