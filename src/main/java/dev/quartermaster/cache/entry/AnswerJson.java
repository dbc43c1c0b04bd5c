package dev.quartermaster.cache.entry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads whole answers as JSON. Short names, as it is the form of the second tier; a change of it is a new version. */
final class AnswerJson {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private AnswerJson() {}

    static ObjectNode write(ChatReply reply) {
        ObjectNode node = JSON.createObjectNode();
        node.put("d", reply.dialect().name()).put("i", reply.id()).put("m", reply.servedModel());
        node.set("u", write(reply.usage()));
        ArrayNode choices = node.putArray("c");
        for (Choice choice : reply.choices()) {
            ObjectNode written = choices.addObject();
            written.put("n", choice.index()).put("f", choice.finish().name()).put("s", choice.stopSequence());
            ArrayNode parts = written.putArray("p");
            choice.parts().forEach(part -> parts.add(write(part)));
            extra(written, choice.extra());
            fields(written, "xm", choice.messageExtra());
        }
        extra(node, reply.extra());
        return node;
    }

    static ChatReply reply(JsonNode node) {
        List<Choice> choices = new ArrayList<>();
        for (JsonNode choice : node.path("c")) {
            List<Part> parts = new ArrayList<>();
            choice.path("p").forEach(part -> parts.add(part(part)));
            choices.add(new Choice(
                    choice.path("n").intValue(),
                    parts,
                    FinishReason.valueOf(choice.path("f").textValue()),
                    text(choice, "s"),
                    fields(choice, "x"),
                    fields(choice, "xm")));
        }
        return new ChatReply(
                Dialect.valueOf(node.path("d").textValue()),
                text(node, "i"),
                node.path("m").textValue(),
                choices,
                usage(node.path("u")),
                fields(node, "x"));
    }

    static ObjectNode write(Part part) {
        ObjectNode node = JSON.createObjectNode();
        if (part instanceof Part.Text text) {
            node.put("k", "t").put("t", text.text());
        } else if (part instanceof Part.Refusal refusal) {
            node.put("k", "r").put("t", refusal.text());
        } else if (part instanceof Part.Thinking thinking) {
            node.put("k", "h").put("t", thinking.text()).put("s", thinking.signature());
        } else if (part instanceof Part.ToolCall call) {
            node.put("k", "c").put("i", call.id()).put("n", call.name()).put("t", call.arguments());
            node.put("u", call.custom());
        } else if (part instanceof Part.Opaque opaque) {
            node.put("k", "o").put("d", opaque.dialect().name()).put("y", opaque.type());
        } else {
            throw new IllegalArgumentException(
                    "no answer holds a " + part.getClass().getSimpleName());
        }
        extra(node, part.extra());
        return node;
    }

    static Part part(JsonNode node) {
        Map<String, Object> extra = fields(node, "x");
        String text = node.path("t").textValue();
        return switch (node.path("k").asText()) {
            case "t" -> new Part.Text(text, extra);
            case "r" -> new Part.Refusal(text, extra);
            case "h" -> new Part.Thinking(text, text(node, "s"), extra);
            case "c" ->
                new Part.ToolCall(
                        node.path("i").textValue(),
                        node.path("n").textValue(),
                        text,
                        node.path("u").booleanValue(),
                        null,
                        extra);
            case "o" ->
                new Part.Opaque(
                        Dialect.valueOf(node.path("d").textValue()),
                        node.path("y").textValue(),
                        extra);
            default -> throw new IllegalArgumentException("an unknown kind of part");
        };
    }

    static ArrayNode write(Usage usage) {
        MediaTokens media = usage.media();
        ArrayNode node = JSON.createArrayNode()
                .add(usage.input())
                .add(usage.cacheRead())
                .add(usage.cacheWrite5m())
                .add(usage.cacheWrite1h())
                .add(usage.output())
                .add(usage.reasoning())
                .add(usage.toolPrompt())
                .add(usage.estimated())
                .add(media.audioInput())
                .add(media.imageInput())
                .add(media.audioOutput())
                .add(media.imageOutput());
        return node.add(usage.tier() == null ? null : usage.tier().word());
    }

    static Usage usage(JsonNode node) {
        String tier = node.path(12).textValue();
        return new Usage(
                node.path(0).longValue(),
                node.path(1).longValue(),
                node.path(2).longValue(),
                node.path(3).longValue(),
                node.path(4).longValue(),
                node.path(5).longValue(),
                node.path(6).longValue(),
                node.path(7).booleanValue(),
                new MediaTokens(
                        node.path(8).longValue(),
                        node.path(9).longValue(),
                        node.path(10).longValue(),
                        node.path(11).longValue()),
                ServiceTier.served(tier));
    }

    static void extra(ObjectNode node, Map<String, Object> extra) {
        fields(node, "x", extra);
    }

    static void fields(ObjectNode node, String name, Map<String, Object> fields) {
        if (!fields.isEmpty()) {
            node.set(name, JSON.valueToTree(fields));
        }
    }

    static Map<String, Object> fields(JsonNode node, String name) {
        JsonNode fields = node.path(name);
        return fields.isObject() ? JSON.convertValue(fields, FIELDS) : Map.of();
    }

    static @Nullable String text(JsonNode node, String name) {
        return node.path(name).textValue();
    }
}
