package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message while it grows: texts and refusals, one after the other. */
final class OpenMessage extends OpenItem {

    private final ItemWriter writer;
    private final List<ObjectNode> content = new ArrayList<>();
    private @Nullable StringBuilder text;
    private @Nullable ArrayNode logprobs;
    private boolean refuses;

    OpenMessage(String id, int outputIndex, EventLog log, ItemWriter writer) {
        super(id, outputIndex, log);
        this.writer = writer;
    }

    @Override
    ObjectNode node(String status) {
        List<ObjectNode> all = new ArrayList<>(content);
        if (text != null) {
            all.add(part());
        }
        return writer.message(id, status, all);
    }

    void begin(boolean refusal) {
        closeContent();
        refuses = refusal;
        text = new StringBuilder();
        logprobs = writer.logprobs(Map.of());
        say("response.content_part.added", place().set("part", part()));
    }

    @Override
    void grow(ChatDelta.PartGrew grown) {
        text.append(grown.piece());
        ObjectNode event = place().put("delta", grown.piece());
        if (refuses) {
            say("response.refusal.delta", event);
            return;
        }
        ArrayNode added = writer.logprobs(grown.extra());
        logprobs.addAll(added);
        say("response.output_text.delta", event.set("logprobs", added));
    }

    @Override
    void closeContent() {
        if (text == null) {
            return;
        }
        if (refuses) {
            say("response.refusal.done", place().put("refusal", text.toString()));
        } else {
            say(
                    "response.output_text.done",
                    place().put("text", text.toString()).set("logprobs", logprobs));
        }
        ObjectNode part = part();
        say("response.content_part.done", place().set("part", part));
        content.add(part);
        text = null;
    }

    private ObjectNode part() {
        return refuses ? writer.refusal(text.toString()) : writer.text(text.toString(), logprobs);
    }

    private ObjectNode place() {
        return fields().put("content_index", content.size());
    }
}
