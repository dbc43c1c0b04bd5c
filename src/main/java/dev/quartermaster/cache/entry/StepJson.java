package dev.quartermaster.cache.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Passed;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads the steps of streamed answers as JSON. */
final class StepJson {

    private StepJson() {}

    static ArrayNode write(List<ChatDelta> steps) {
        ArrayNode written = AnswerJson.JSON.createArrayNode();
        steps.forEach(step -> written.add(write(step)));
        return written;
    }

    static List<ChatDelta> steps(JsonNode node) {
        List<ChatDelta> steps = new ArrayList<>(node.size());
        node.forEach(step -> steps.add(step(step)));
        return steps;
    }

    private static ObjectNode write(ChatDelta step) {
        ObjectNode node = AnswerJson.JSON.createObjectNode();
        if (step instanceof Started started) {
            node.put("k", "s").put("d", started.dialect().name()).put("i", started.id());
            node.put("m", started.servedModel());
            node.put("r", started.tier() == null ? null : started.tier().word());
            AnswerJson.extra(node, started.extra());
        } else if (step instanceof PartOpened opened) {
            node.put("k", "o").put("c", opened.choice()).put("n", opened.index());
            node.set("p", AnswerJson.write(opened.part()));
        } else if (step instanceof PartGrew grown) {
            node.put("k", "g").put("c", grown.choice()).put("n", grown.index());
            node.put("w", grown.growth().name()).put("t", grown.piece());
            AnswerJson.extra(node, grown.extra());
        } else if (step instanceof PartClosed closed) {
            node.put("k", "c").put("c", closed.choice()).put("n", closed.index());
        } else if (step instanceof Finished finished) {
            node.put("k", "f")
                    .put("c", finished.choice())
                    .put("f", finished.finish().name());
            node.put("s", finished.stopSequence());
            AnswerJson.extra(node, finished.extra());
        } else if (step instanceof Used used) {
            node.put("k", "u").set("u", AnswerJson.write(used.usage()));
            AnswerJson.extra(node, used.extra());
        } else if (step instanceof Passed passed) {
            node.put("k", "p").put("d", passed.dialect().name()).put("n", passed.name());
            AnswerJson.extra(node, passed.event());
        }
        return node;
    }

    private static ChatDelta step(JsonNode node) {
        int choice = node.path("c").intValue();
        return switch (node.path("k").asText()) {
            case "s" ->
                new Started(
                        Dialect.valueOf(node.path("d").textValue()),
                        AnswerJson.text(node, "i"),
                        AnswerJson.text(node, "m"),
                        ServiceTier.served(node.path("r").textValue()),
                        AnswerJson.fields(node, "x"));
            case "o" -> new PartOpened(choice, node.path("n").intValue(), AnswerJson.part(node.path("p")));
            case "g" ->
                new PartGrew(
                        choice,
                        node.path("n").intValue(),
                        Growth.valueOf(node.path("w").textValue()),
                        node.path("t").textValue(),
                        AnswerJson.fields(node, "x"));
            case "c" -> new PartClosed(choice, node.path("n").intValue());
            case "f" ->
                new Finished(
                        choice,
                        FinishReason.valueOf(node.path("f").textValue()),
                        AnswerJson.text(node, "s"),
                        AnswerJson.fields(node, "x"));
            case "u" -> new Used(AnswerJson.usage(node.path("u")), AnswerJson.fields(node, "x"));
            case "p" ->
                new Passed(
                        Dialect.valueOf(node.path("d").textValue()),
                        AnswerJson.text(node, "n"),
                        AnswerJson.fields(node, "x"));
            default -> throw new IllegalArgumentException("an unknown kind of step");
        };
    }
}
