package dev.quartermaster.testing;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a streamed answer together again: the first choice, with what came beside its pieces kept in its parts. */
public final class Gathered {

    private final Map<Integer, Part> parts = new LinkedHashMap<>();
    private ChatDelta.Started started;
    private ChatDelta.Finished finished;
    private Usage usage;

    private Gathered() {}

    /** @param deltas of a stream that ended well */
    public static ChatReply of(List<ChatDelta> deltas) {
        Gathered gathered = new Gathered();
        deltas.forEach(gathered::take);
        return gathered.reply();
    }

    private void take(ChatDelta delta) {
        if (delta instanceof ChatDelta.Started start) {
            started = start;
        } else if (delta instanceof ChatDelta.PartOpened opened && opened.choice() == 0) {
            parts.put(opened.index(), opened.part());
        } else if (delta instanceof ChatDelta.PartGrew grew && grew.choice() == 0) {
            parts.compute(grew.index(), (index, part) -> grown(part, grew));
        } else if (delta instanceof ChatDelta.Finished ending && ending.choice() == 0) {
            finished = ending;
        } else if (delta instanceof ChatDelta.Used used) {
            usage = used.usage();
        }
    }

    private static Part grown(Part part, ChatDelta.PartGrew grew) {
        Map<String, Object> extra = new LinkedHashMap<>(part.extra());
        extra.putAll(grew.extra());
        String piece = grew.piece();
        if (part instanceof Part.Text text) {
            return new Part.Text(text.text() + piece, extra);
        } else if (part instanceof Part.Refusal refusal) {
            return new Part.Refusal(refusal.text() + piece, extra);
        } else if (part instanceof Part.ToolCall call) {
            return new Part.ToolCall(call.id(), call.name(), call.arguments() + piece, extra);
        } else if (part instanceof Part.Thinking thinking) {
            boolean seal = grew.growth() == ChatDelta.Growth.SIGNATURE;
            String signature = seal ? piece : thinking.signature();
            return new Part.Thinking(seal ? thinking.text() : thinking.text() + piece, signature, extra);
        }
        throw new AssertionError("this part does not grow: " + part);
    }

    private ChatReply reply() {
        List<Part> whole = new ArrayList<>(parts.values());
        FinishReason finish = finished.finish();
        Choice choice = new Choice(0, whole, finish, finished.stopSequence(), finished.extra(), Map.of());
        return new ChatReply(
                started.dialect(), started.id(), started.servedModel(), List.of(choice), usage, started.extra());
    }
}
