package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A message while it grows: texts and refusals, one after the other. */
final class OpenMessage extends OpenItem {

    private final ItemWriter writer;
    private final List<ObjectNode> content = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private ArrayNode logprobs;
    private boolean contentOpen;
    private boolean refuses;

    OpenMessage(String id, int outputIndex, EventLog log, ItemWriter writer) {
        super(id, outputIndex, log);
        this.writer = writer;
        this.logprobs = writer.logprobs(Map.of());
    }

    @Override
    ObjectNode node(String status) {
        List<ObjectNode> all = new ArrayList<>(content);
        if (contentOpen) {
            all.add(part());
        }
        return writer.message(id, status, all);
    }

    void begin(boolean refusal) {
        closeContent();
        contentOpen = true;
        refuses = refusal;
        text = new StringBuilder();
        logprobs = writer.logprobs(Map.of());
        emit("response.content_part.added", place().set("part", part()));
    }

    @Override
    void grow(ChatDelta.PartGrew grown) {
        text.append(grown.piece());
        ObjectNode event = place().put("delta", grown.piece());
        if (refuses) {
            emit("response.refusal.delta", event);
            return;
        }
        ArrayNode added = writer.logprobs(grown.extra());
        logprobs.addAll(added);
        emit("response.output_text.delta", event.set("logprobs", added));
    }

    @Override
    void closeContent() {
        if (!contentOpen) {
            return;
        }
        if (refuses) {
            emit("response.refusal.done", place().put("refusal", text.toString()));
        } else {
            emit(
                    "response.output_text.done",
                    place().put("text", text.toString()).set("logprobs", logprobs));
        }
        ObjectNode part = part();
        emit("response.content_part.done", place().set("part", part));
        content.add(part);
        contentOpen = false;
    }

    private ObjectNode part() {
        return refuses ? writer.refusal(text.toString()) : writer.text(text.toString(), logprobs);
    }

    private ObjectNode place() {
        return fields().put("content_index", content.size());
    }
}
