package dev.quartermaster.law;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws Responses requests. */
final class RandomResponses {

    private final Draw draw;
    private final ObjectNode request = Draw.JSON.createObjectNode();
    private final ArrayNode input = request.putArray("input");
    private List<String> tools = List.of();
    private int items;

    private RandomResponses(RandomGenerator random) {
        this.draw = new Draw(random);
    }

    static ObjectNode request(RandomGenerator random) {
        RandomResponses drawn = new RandomResponses(random);
        drawn.offer();
        drawn.conversation();
        drawn.options();
        return drawn.request;
    }

    private void conversation() {
        if (draw.once(2)) {
            request.put("instructions", draw.text());
        }
        for (int i = draw.upTo(5); i > 0; i--) {
            switch (draw.upTo(4)) {
                case 0 ->
                    input.addObject()
                            .put("role", draw.of(List.of("system", "developer")))
                            .put("content", draw.text());
                case 1 -> user();
                case 2 -> assistant();
                default -> round();
            }
        }
        if (!draw.once(8) || input.isEmpty()) {
            input.addObject().put("role", "user").put("content", "And now, as JSON?");
        }
    }

    private void user() {
        ObjectNode user = input.addObject().put("role", "user");
        draw.some(user, 2, "\"type\":\"message\"");
        if (draw.once(2)) {
            user.put("content", draw.text());
        } else {
            some(user.putArray("content"));
        }
    }

    private void some(ArrayNode content) {
        for (int i = draw.upTo(2); i >= 0; i--) {
            switch (draw.upTo(5)) {
                case 0 -> {
                    String[] image = draw.image();
                    content.addObject()
                            .put("type", "input_image")
                            .put("image_url", "data:" + image[0] + ";base64," + image[1]);
                }
                case 1 ->
                    content.addObject()
                            .put("type", "input_file")
                            .put("filename", draw.documentName())
                            .put("file_data", "data:application/pdf;base64," + Draw.PDF);
                default -> content.addObject().put("type", "input_text").put("text", draw.text());
            }
        }
    }

    private ObjectNode said(String type, String prefix) {
        ObjectNode item = input.addObject().put("type", type);
        return draw.once(3) ? item : item.put("id", prefix + "_" + items++);
    }

    private void assistant() {
        if (draw.once(4)) {
            input.addObject().put("role", "assistant").put("content", draw.text());
            return;
        }
        ObjectNode message = said("message", "msg").put("role", "assistant").put("status", "completed");
        ObjectNode part = message.putArray("content").addObject();
        if (draw.once(5)) {
            part.put("type", "refusal").put("refusal", "No.");
        } else {
            part.put("type", "output_text").put("text", draw.text()).putArray("annotations");
        }
    }

    private void round() {
        if (draw.once(3)) {
            ObjectNode reasoning = said("reasoning", "rs");
            reasoning
                    .putArray("summary")
                    .addObject()
                    .put("type", "summary_text")
                    .put("text", "Hm.");
            reasoning.put("encrypted_content", "gAAAAB" + items);
        }
        if (draw.once(3)) {
            assistant();
        }
        List<ObjectNode> results = new ArrayList<>();
        for (int i = draw.upTo(2); i >= 0; i--) {
            String id = draw.id();
            boolean custom = draw.once(5);
            ObjectNode call = custom ? said("custom_tool_call", "ctc") : said("function_call", "fc");
            call.put("call_id", id).put("name", draw.name(tools));
            call.put(custom ? "input" : "arguments", custom ? "*** Begin" : draw.arguments());
            ObjectNode result = Draw.JSON.createObjectNode();
            result.put("type", custom ? "custom_tool_call_output" : "function_call_output")
                    .put("call_id", id);
            if (draw.once(3)) {
                some(result.putArray("output"));
            } else {
                result.put("output", draw.text());
            }
            if (draw.once(3)) {
                input.add(result);
            } else {
                results.add(result);
            }
        }
        input.addAll(results);
    }

    private void offer() {
        tools = draw.names();
        ArrayNode offered = Draw.JSON.createArrayNode();
        for (String name : tools) {
            if (draw.once(6)) {
                ObjectNode custom = offered.addObject().put("type", "custom").put("name", name);
                custom.put("description", "Patches").putObject("format").put("type", "text");
                continue;
            }
            ObjectNode tool = offered.addObject().put("type", "function").put("name", name);
            draw.some(tool, 2, "\"description\":\"What it does.\"", "\"strict\":false");
            tool.set("parameters", draw.schema());
        }
        if (draw.once(12)) {
            offered.addObject().put("type", "web_search");
        }
        if (!offered.isEmpty()) {
            request.set("tools", offered);
            if (draw.once(3) && !tools.isEmpty()) {
                String mode = draw.of(List.of("auto", "none", "required", "named"));
                if (mode.equals("named")) {
                    request.putObject("tool_choice")
                            .put("type", offered.get(0).path("type").asText())
                            .put("name", tools.get(0));
                } else {
                    request.put("tool_choice", mode);
                }
            }
            draw.some(request, 3, "\"parallel_tool_calls\":false");
        }
    }

    private void options() {
        draw.some(
                request,
                6,
                "\"temperature\":0.2",
                "\"top_p\":0.5",
                "\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}",
                "\"max_output_tokens\":300",
                "\"store\":false,\"include\":[\"reasoning.encrypted_content\"]");
        draw.some(
                request,
                14,
                "\"max_output_tokens\":5",
                "\"reasoning\":{\"effort\":\"none\"}",
                "\"top_logprobs\":2",
                "\"text\":{\"verbosity\":\"low\"}",
                "\"text\":{\"format\":{\"type\":\"json_object\"}}",
                "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"type\":\"string\"}}}}}",
                "\"user\":\"ann@example.com\"",
                "\"metadata\":{\"team\":\"a\"}",
                "\"prompt_cache_key\":\"k\"",
                "\"truncation\":\"auto\"",
                "\"service_tier\":\"auto\"");
        if (request.at("/text/format").isObject()) {
            request.remove(List.of("max_output_tokens", "reasoning", "tools", "tool_choice", "parallel_tool_calls"));
            input.addObject().put("role", "assistant").put("content", "Go on.");
            input.addObject().put("role", "user").put("content", "As JSON, please.");
        }
        draw.some(request, 3, "\"stream\":true", "\"quartermaster\":{\"drop_unsupported\":true}");
    }
}
