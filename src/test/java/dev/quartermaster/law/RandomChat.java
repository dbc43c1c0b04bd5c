package dev.quartermaster.law;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws chat completion requests. */
final class RandomChat {

    private final Draw draw;
    private final ObjectNode request = Draw.JSON.createObjectNode();
    private final ArrayNode messages = request.putArray("messages");
    private List<String> tools = List.of();

    private RandomChat(RandomGenerator random) {
        this.draw = new Draw(random);
    }

    static ObjectNode request(RandomGenerator random) {
        RandomChat chat = new RandomChat(random);
        chat.offer();
        chat.conversation();
        chat.options();
        return chat.request;
    }

    private void conversation() {
        for (int i = draw.upTo(5); i > 0; i--) {
            switch (draw.upTo(5)) {
                case 0 -> message(draw.of(List.of("system", "developer"))).put("content", draw.text());
                case 1, 2 -> user();
                case 3 -> assistant();
                default -> round();
            }
        }
        if (!draw.once(8)) {
            message("user").put("content", "And now, as JSON?");
        } else if (messages.isEmpty()) {
            user();
        }
    }

    private ObjectNode message(String role) {
        return messages.addObject().put("role", role);
    }

    private void user() {
        ObjectNode user = message("user");
        if (draw.once(4)) {
            user.put("name", draw.of(List.of("Ann", "Bob", "Ann <the> Great")));
        }
        if (draw.once(2)) {
            user.put("content", draw.text());
            return;
        }
        ArrayNode content = user.putArray("content");
        for (int i = draw.upTo(2); i >= 0; i--) {
            switch (draw.upTo(5)) {
                case 0 -> image(content);
                case 1 -> file(content);
                default -> text(content);
            }
        }
    }

    private void text(ArrayNode content) {
        draw.mark(content.addObject().put("type", "text").put("text", draw.text()));
    }

    private void image(ArrayNode content) {
        String[] image = draw.image();
        ObjectNode url = content.addObject().put("type", "image_url").putObject("image_url");
        url.put("url", "data:" + image[0] + ";base64," + image[1]);
        if (draw.once(3)) {
            url.put("detail", "low");
        }
    }

    private void file(ArrayNode content) {
        ObjectNode file = content.addObject().put("type", "file").putObject("file");
        if (draw.once(5)) {
            file.put("file_id", "file-abc123");
        } else {
            file.put("filename", draw.documentName()).put("file_data", "data:application/pdf;base64," + Draw.PDF);
        }
    }

    private ObjectNode assistant() {
        ObjectNode assistant = message("assistant");
        switch (draw.upTo(4)) {
            case 0 ->
                assistant.putArray("content").addObject().put("type", "text").put("text", draw.text());
            case 1 -> assistant.putNull("content").put("refusal", "No.");
            default -> assistant.put("content", draw.text());
        }
        if (draw.once(3)) {
            assistant.put("reasoning_content", draw.of(List.of("Hm.", "", "I think so.")));
        }
        return assistant;
    }

    private void round() {
        ObjectNode assistant = assistant();
        assistant.remove("refusal");
        if (draw.once(3)) {
            assistant.putNull("content");
        }
        ArrayNode calls = assistant.putArray("tool_calls");
        List<String> ids = new ArrayList<>();
        for (int i = draw.upTo(2); i >= 0; i--) {
            String id = draw.id();
            ids.add(id);
            String name = draw.name(tools);
            ObjectNode call = calls.addObject().put("id", id);
            if (draw.once(8)) {
                call.put("type", "custom").putObject("custom").put("name", name).put("input", "*** Begin");
            } else {
                call.put("type", "function");
                call.putObject("function").put("name", name).put("arguments", draw.arguments());
            }
        }
        for (String id : ids) {
            ObjectNode tool = message("tool").put("tool_call_id", id);
            if (draw.once(3)) {
                ArrayNode content = tool.putArray("content");
                text(content);
                if (draw.once(3)) {
                    image(content);
                }
            } else {
                tool.put("content", draw.text());
            }
        }
    }

    private void offer() {
        tools = draw.names();
        ArrayNode offered = Draw.JSON.createArrayNode();
        for (String name : tools) {
            if (draw.once(8)) {
                ObjectNode custom = offered.addObject().put("type", "custom").putObject("custom");
                custom.put("name", name).put("description", "Patches");
                continue;
            }
            ObjectNode tool = offered.addObject().put("type", "function");
            ObjectNode function = tool.putObject("function").put("name", name);
            draw.some(function, 2, "\"description\":\"What it does.\"");
            draw.some(function, 5, "\"strict\":false", "\"description\":\"\"");
            if (!draw.once(6)) {
                function.set("parameters", draw.schema());
            }
            draw.mark(tool);
        }
        if (!offered.isEmpty()) {
            request.set("tools", offered);
            if (draw.once(3) && !tools.isEmpty()) {
                choice(offered.get(0).path("type").asText());
            }
            draw.some(request, 4, "\"parallel_tool_calls\":false");
            draw.some(request, 6, "\"parallel_tool_calls\":true");
        }
    }

    private void choice(String type) {
        String mode = draw.of(List.of("auto", "none", "required", "named"));
        if (mode.equals("named")) {
            request.putObject("tool_choice").put("type", type).putObject(type).put("name", tools.get(0));
        } else {
            request.put("tool_choice", mode);
        }
    }

    /** An answer of a given form is neither cut off nor called for by other tools: the simulator would not keep to it. */
    private void options() {
        draw.some(
                request,
                6,
                "\"temperature\":0.2",
                "\"temperature\":1.7",
                "\"top_p\":0.5",
                "\"stop\":[\"END\",\" \"]",
                "\"stop\":\"\\n\"",
                "\"reasoning_effort\":\"high\"",
                "\"max_tokens\":300");
        draw.some(
                request,
                14,
                "\"stop\":[\"a1\",\"b2\",\"c3\",\"d4\",\"e5\",\"f6\"]",
                "\"seed\":7",
                "\"n\":2",
                "\"presence_penalty\":0.5",
                "\"logprobs\":true,\"top_logprobs\":2",
                "\"reasoning_effort\":\"none\"",
                "\"reasoning_effort\":\"minimal\"",
                "\"max_completion_tokens\":5",
                "\"user\":\"ann@example.com\"",
                "\"metadata\":{\"team\":\"a\"}",
                "\"store\":true",
                "\"service_tier\":\"auto\"",
                "\"prompt_cache_key\":\"k\"",
                "\"verbosity\":\"low\"",
                "\"logit_bias\":{\"1\":2}",
                "\"stream_options\":{\"include_usage\":true},\"stream\":true");
        draw.some(request, 3, "\"stream\":true", "\"quartermaster\":{\"drop_unsupported\":true}");
        if (draw.once(6)) {
            request.putObject("response_format").put("type", "json_object");
        } else if (draw.once(8)) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            ObjectNode schema = format.putObject("json_schema").put("name", "answer");
            schema.set("schema", Draw.ANSWER);
        }
        if (request.has("response_format")) {
            request.remove(List.of("stop", "max_tokens", "max_completion_tokens", "n", "reasoning_effort", "tools"));
            request.remove(List.of("tool_choice", "parallel_tool_calls"));
            message("assistant").put("content", "Go on.");
            message("user").put("content", "As JSON, please.");
        }
        if (!request.path("stream").asBoolean()) {
            request.remove("stream_options");
        }
    }
}
