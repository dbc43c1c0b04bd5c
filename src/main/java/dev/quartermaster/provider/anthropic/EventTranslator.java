package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one stream into deltas. Parts keep the indexes of their blocks. Usage is told twice: at the start,
 * marked as estimated because the output is not known yet, and as it is at the end.
 */
final class EventTranslator {

    private static final Set<String> KNOWN_DELTA = Set.of("stop_reason", "stop_sequence");

    private final Json json;
    private final Map<Integer, OpenBlock> open = new TreeMap<>();
    private final Map<String, Object> usage = new LinkedHashMap<>();
    private boolean begun;
    private boolean saidAnything;
    private @Nullable String stopReason;

    EventTranslator(Json json) {
        this.json = json;
    }

    /** @param event any but an error or the end */
    void take(Wire.Event event, Supplier<Map<String, Object>> whole, Consumer<ChatDelta> out) {
        switch (event.type()) {
            case "message_start" -> started(event, out);
            case "content_block_start" -> opened(event, out);
            case "content_block_delta" -> grew(event, whole, out);
            case "content_block_stop" -> closed(event, out);
            case "message_delta" -> finished(event, out);
            default -> out.accept(new ChatDelta.Passed(Dialect.ANTHROPIC_MESSAGES, event.type(), whole.get()));
        }
    }

    /** The terminal marker was seen. @throws dev.quartermaster.domain.ProviderFailure when the answer says nothing */
    void end() {
        if (!begun) {
            throw FailureClassifier.unreadable();
        }
        if (!saidAnything) {
            ReplyTranslator.refuseEmpty(stopReason);
        }
    }

    private void started(Wire.Event event, Consumer<ChatDelta> out) {
        Wire.Message message = event.message();
        if (message == null || begun) {
            throw FailureClassifier.unreadable();
        }
        begun = true;
        out.accept(new ChatDelta.Started(Dialect.ANTHROPIC_MESSAGES, message.id(), message.model(), message.extra()));
        if (message.usage() != null) {
            usage.putAll(message.usage());
            out.accept(new ChatDelta.Used(UsageTranslator.usage(usage, true), UsageTranslator.rest(usage)));
        }
    }

    private void opened(Wire.Event event, Consumer<ChatDelta> out) {
        if (event.index() == null || event.contentBlock() == null || open.containsKey(event.index())) {
            throw FailureClassifier.unreadable();
        }
        saidAnything = true;
        OpenBlock block = OpenBlock.of(event.index(), event.contentBlock(), json);
        open.put(event.index(), block);
        block.open(out);
    }

    private void grew(Wire.Event event, Supplier<Map<String, Object>> whole, Consumer<ChatDelta> out) {
        OpenBlock block = event.index() == null ? null : open.get(event.index());
        if (block == null || event.delta() == null) {
            throw FailureClassifier.unreadable();
        }
        if (!block.grow(event.delta(), out)) {
            out.accept(new ChatDelta.Passed(Dialect.ANTHROPIC_MESSAGES, event.type(), whole.get()));
        }
    }

    private void closed(Wire.Event event, Consumer<ChatDelta> out) {
        OpenBlock block = event.index() == null ? null : open.remove(event.index());
        if (block == null) {
            throw FailureClassifier.unreadable();
        }
        block.close(out);
    }

    /** Its counts are totals of the whole answer: each replaces what was said before, and none is added. */
    private void finished(Wire.Event event, Consumer<ChatDelta> out) {
        Map<String, Object> delta = event.delta() == null ? Map.of() : event.delta();
        String word = delta.get("stop_reason") instanceof String text ? text : null;
        if (word != null) {
            stopReason = word;
            String sequence = delta.get("stop_sequence") instanceof String text ? text : null;
            out.accept(new ChatDelta.Finished(0, StopReasons.of(word), sequence, closingExtra(event, delta, word)));
        }
        if (event.usage() != null) {
            event.usage().forEach((name, value) -> {
                if (value != null) {
                    usage.put(name, value);
                }
            });
            out.accept(new ChatDelta.Used(UsageTranslator.usage(usage, false), UsageTranslator.rest(usage)));
        }
    }

    private static Map<String, Object> closingExtra(Wire.Event event, Map<String, Object> delta, String word) {
        Map<String, Object> rest = new LinkedHashMap<>(delta);
        rest.keySet().removeAll(KNOWN_DELTA);
        rest.values().removeIf(value -> value == null);
        rest.putAll(ReplyTranslator.stopWord(word));
        Fields extra = new Fields();
        if (!rest.isEmpty()) {
            extra.set("delta", rest);
        }
        return extra.add(event.extra() == null ? Map.of() : event.extra()).map();
    }
}
