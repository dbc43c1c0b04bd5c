package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import java.util.HashMap;
import java.util.Map;

/** Reasoning while it grows; its summary is all of it that the provider shows. */
final class OpenReasoning extends OpenItem {

    private final ItemWriter writer;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final Map<String, Object> seal = new HashMap<>();

    OpenReasoning(String id, int outputIndex, EventLog log, ItemWriter writer) {
        super(id, outputIndex, log);
        this.writer = writer;
    }

    @Override
    ObjectNode node(String status) {
        String sealed = signature.isEmpty() ? null : signature.toString();
        return writer.reasoning(id, status, new Part.Thinking(text.toString(), sealed, seal));
    }

    @Override
    void grow(ChatDelta.PartGrew grown) {
        seal.putAll(ThoughtSignature.fields(grown.extra()));
        if (grown.growth() == ChatDelta.Growth.SIGNATURE) {
            signature.append(grown.piece());
            return;
        }
        if (text.isEmpty()) {
            emit("response.reasoning_summary_part.added", place().set("part", writer.summary("")));
        }
        text.append(grown.piece());
        emit("response.reasoning_summary_text.delta", place().put("delta", grown.piece()));
    }

    @Override
    void closeContent() {
        if (!text.isEmpty()) {
            emit("response.reasoning_summary_text.done", place().put("text", text.toString()));
            emit("response.reasoning_summary_part.done", place().set("part", writer.summary(text.toString())));
        }
    }

    private ObjectNode place() {
        return fields().put("summary_index", 0);
    }
}
