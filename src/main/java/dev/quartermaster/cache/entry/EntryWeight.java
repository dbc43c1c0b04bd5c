package dev.quartermaster.cache.entry;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates the bytes of memory that an entry takes, rather too many than too few. */
public final class EntryWeight {

    private static final int ENTRY = 512;
    private static final int OBJECT = 64;
    private static final int CHARACTER = 2;

    private EntryWeight() {}

    public static int of(CacheEntry entry) {
        long weight = ENTRY;
        if (entry.value() instanceof CachedValue.Whole whole) {
            weight += of(whole.reply());
        } else if (entry.value() instanceof CachedValue.Streamed streamed) {
            for (ChatDelta step : streamed.steps()) {
                weight += of(step);
            }
        } else if (entry.value() instanceof CachedValue.Vector vector) {
            weight += (long) vector.length() * Float.BYTES;
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    private static long of(ChatReply reply) {
        long weight = 2L * OBJECT + json(reply.extra());
        for (Choice choice : reply.choices()) {
            weight += 2L * OBJECT + json(choice.extra()) + json(choice.messageExtra());
            for (Part part : choice.parts()) {
                weight += of(part);
            }
        }
        return weight;
    }

    private static long of(Part part) {
        long weight = OBJECT + json(part.extra());
        if (part instanceof Part.Text text) {
            weight += json(text.text());
        } else if (part instanceof Part.Refusal refusal) {
            weight += json(refusal.text());
        } else if (part instanceof Part.Thinking thinking) {
            weight += json(thinking.text()) + json(thinking.signature());
        } else if (part instanceof Part.ToolCall call) {
            weight += json(call.id()) + json(call.name()) + json(call.arguments());
        }
        return weight;
    }

    /** The memory of one step of a stream. */
    public static long of(ChatDelta step) {
        long weight = OBJECT;
        if (step instanceof ChatDelta.PartGrew grown) {
            weight += json(grown.piece()) + json(grown.extra());
        } else if (step instanceof ChatDelta.PartOpened opened) {
            weight += of(opened.part());
        } else if (step instanceof ChatDelta.Passed passed) {
            weight += json(passed.event());
        } else if (step instanceof ChatDelta.Started started) {
            weight += json(started.extra());
        } else if (step instanceof ChatDelta.Finished finished) {
            weight += json(finished.extra());
        } else if (step instanceof ChatDelta.Used used) {
            weight += 2L * OBJECT + json(used.extra());
        }
        return weight;
    }

    private static long json(@Nullable Object value) {
        if (value instanceof String text) {
            return OBJECT + (long) CHARACTER * text.length();
        } else if (value instanceof Map<?, ?> map) {
            long weight = map.isEmpty() ? 0 : OBJECT;
            for (Map.Entry<?, ?> field : map.entrySet()) {
                weight += OBJECT + json(field.getKey()) + json(field.getValue());
            }
            return weight;
        } else if (value instanceof List<?> list) {
            long weight = OBJECT;
            for (Object item : list) {
                weight += json(item);
            }
            return weight;
        }
        return value == null ? 0 : OBJECT;
    }
}
