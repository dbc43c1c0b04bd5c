package dev.quartermaster.domain.chat;

import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Passed;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a whole answer apart into the steps of a stream. {@link ReplyAssembler} is the other direction. */
public final class ReplyDeltas {

    static final String LOGPROBS = "logprobs";
    private static final String USAGE = "usage";

    private ReplyDeltas() {}

    /** Returns the steps; each text is one piece. Usage is told at the beginning too, as some dialects show it there. */
    public static List<ChatDelta> of(ChatReply reply) {
        List<ChatDelta> steps = new ArrayList<>();
        Map<String, Object> extra = new LinkedHashMap<>(reply.extra());
        Used used = new Used(reply.usage(), fields(extra.remove(USAGE)));
        steps.add(new Started(
                reply.dialect(), reply.id(), reply.servedModel(), reply.usage().tier(), extra));
        steps.add(used);
        for (Choice choice : reply.choices()) {
            choice(choice, reply.dialect(), steps);
        }
        steps.add(used);
        return steps;
    }

    private static void choice(Choice choice, Dialect dialect, List<ChatDelta> steps) {
        Map<String, Object> extra = new LinkedHashMap<>(choice.extra());
        Object logprobs = extra.remove(LOGPROBS);
        int index = 0;
        for (Part part : choice.parts()) {
            boolean said = part instanceof Part.Text || part instanceof Part.Refusal;
            part(
                    choice.index(),
                    index++,
                    part,
                    said && logprobs != null ? Map.of(LOGPROBS, logprobs) : Map.of(),
                    steps);
            logprobs = said ? null : logprobs;
        }
        if (dialect == Dialect.OPENAI_CHAT
                && !(extra.isEmpty() && choice.messageExtra().isEmpty())) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("index", choice.index());
            event.putAll(extra);
            if (!choice.messageExtra().isEmpty()) {
                event.put("delta", choice.messageExtra());
            }
            steps.add(new Passed(dialect, null, event));
            extra = Map.of();
        }
        steps.add(new Finished(choice.index(), choice.finish(), choice.stopSequence(), extra));
    }

    private static void part(int choice, int index, Part part, Map<String, Object> further, List<ChatDelta> steps) {
        if (part instanceof Part.Text text) {
            steps.add(new PartOpened(choice, index, new Part.Text("", text.cache(), text.extra())));
            Map<String, Object> seal = new LinkedHashMap<>(ThoughtSignature.fields(text.extra()));
            seal.putAll(further);
            grow(choice, index, Growth.TEXT, text.text(), seal, steps);
        } else if (part instanceof Part.Refusal refusal) {
            steps.add(new PartOpened(choice, index, new Part.Refusal("", refusal.extra())));
            grow(choice, index, Growth.REFUSAL, refusal.text(), further, steps);
        } else if (part instanceof Part.Thinking thinking) {
            steps.add(new PartOpened(choice, index, new Part.Thinking("", null, thinking.extra())));
            grow(choice, index, Growth.THINKING, thinking.text(), Map.of(), steps);
            if (thinking.signature() != null) {
                grow(choice, index, Growth.SIGNATURE, thinking.signature(), Map.of(), steps);
            }
        } else if (part instanceof Part.ToolCall call) {
            Part begun = new Part.ToolCall(call.id(), call.name(), "", call.custom(), call.cache(), call.extra());
            steps.add(new PartOpened(choice, index, begun));
            grow(choice, index, Growth.ARGUMENTS, call.arguments(), Map.of(), steps);
        } else {
            steps.add(new PartOpened(choice, index, part));
        }
        steps.add(new PartClosed(choice, index));
    }

    private static void grow(
            int choice, int index, Growth growth, String piece, Map<String, Object> extra, List<ChatDelta> steps) {
        if (!piece.isEmpty() || !extra.isEmpty()) {
            steps.add(new PartGrew(choice, index, growth, piece, extra));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
