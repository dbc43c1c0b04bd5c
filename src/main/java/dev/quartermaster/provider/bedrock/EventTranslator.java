package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the events of one stream into deltas. */
final class EventTranslator {

    private final Json json;
    private final Map<Integer, OpenBlock> blocks = new HashMap<>();
    private @Nullable String requestId;
    private int parts;
    private boolean begun;
    private boolean asksForTools;
    private boolean stopped;
    private boolean done;
    /** It has ended without content; what it used comes behind. */
    private @Nullable ProviderFailure empty;

    EventTranslator(Json json) {
        this.json = json;
    }

    /** Sets the id from the answer's headers; the events have none. */
    void requestId(@Nullable String id) {
        requestId = id;
    }

    boolean isDone() {
        return done;
    }

    /** Returns the failure of a stream that ends here, before it is done. */
    ProviderFailure cut() {
        return empty == null ? FailureClassifier.cut() : empty;
    }

    void take(String type, JsonNode event, Consumer<ChatDelta> out) {
        begin(out);
        switch (type) {
            case "messageStart" -> {}
            case "contentBlockStart" -> start(event, out);
            case "contentBlockDelta" -> grow(event, out);
            case "contentBlockStop" -> close(index(event), out);
            case "messageStop" -> stop(event, out);
            case "metadata" -> metadata(event, out);
            default -> out.accept(passed(type, event));
        }
    }

    private void begin(Consumer<ChatDelta> out) {
        if (!begun) {
            begun = true;
            out.accept(new ChatDelta.Started(Dialect.BEDROCK_CONVERSE, requestId, null, Map.of()));
        }
    }

    private void start(JsonNode event, Consumer<ChatDelta> out) {
        JsonNode start = event.path("start");
        OpenBlock block = block(index(event));
        if (start.has("toolUse")) {
            Part.ToolCall call = BlockReader.toolCall(start.path("toolUse"), "");
            if (ToolTranslator.PLACEHOLDER.equals(call.name())) {
                block.ignore();
            } else {
                asksForTools = true;
                block.open(call, out);
            }
        } else if (!start.isEmpty()) {
            out.accept(passed("contentBlockStart", event));
        }
    }

    private void grow(JsonNode event, Consumer<ChatDelta> out) {
        JsonNode delta = event.path("delta");
        OpenBlock block = block(index(event));
        JsonNode reasoning = delta.path("reasoningContent");
        if (delta.has("text")) {
            block.grow(Growth.TEXT, delta.path("text").asText(), out);
        } else if (delta.has("toolUse")) {
            block.grow(Growth.ARGUMENTS, delta.path("toolUse").path("input").asText(), out);
        } else if (reasoning.has("text")) {
            block.grow(Growth.THINKING, reasoning.path("text").asText(), out);
        } else if (reasoning.has("signature")) {
            block.grow(Growth.SIGNATURE, reasoning.path("signature").asText(), out);
        } else if (reasoning.has("redactedContent")) {
            block.redacted(reasoning.path("redactedContent").asText());
        } else {
            out.accept(passed("contentBlockDelta", event));
        }
    }

    private void close(int index, Consumer<ChatDelta> out) {
        OpenBlock block = blocks.remove(index);
        if (block != null) {
            block.close(out);
        }
    }

    private void stop(JsonNode event, Consumer<ChatDelta> out) {
        if (stopped) {
            throw FailureClassifier.unreadable();
        }
        blocks.values().forEach(block -> block.close(out));
        blocks.clear();
        FinishReason finish = ReplyTranslator.finish(event.path("stopReason").asText(), asksForTools);
        stopped = true;
        if (parts == 0) {
            empty = FailureClassifier.empty(finish);
            return;
        }
        out.accept(new ChatDelta.Finished(0, finish, ReplyTranslator.stopSequence(event), Map.of()));
    }

    private void metadata(JsonNode event, Consumer<ChatDelta> out) {
        if (!stopped || !event.path("usage").isObject()) {
            throw FailureClassifier.unreadable();
        }
        Usage usage = ReplyTranslator.usage(event.path("usage")).at(ReplyTranslator.tier(event));
        if (empty != null) {
            throw empty.having(usage);
        }
        done = true;
        out.accept(new ChatDelta.Used(usage));
    }

    private OpenBlock block(int index) {
        return blocks.computeIfAbsent(index, ignored -> new OpenBlock(() -> parts++));
    }

    private static int index(JsonNode event) {
        return event.path("contentBlockIndex").asInt();
    }

    private ChatDelta passed(String type, JsonNode event) {
        return new ChatDelta.Passed(Dialect.BEDROCK_CONVERSE, type, ReplyTranslator.plain(event, json));
    }
}
