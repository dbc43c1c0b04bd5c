package dev.quartermaster.domain.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks the item boundaries of a Responses-dialect turn. The dialect has a list of items where the internal form has
 * one turn of parts. The {@code extra} of the first part of an item keeps what the parts alone do not show: the fields
 * of a message item around its content, and its index in the list if items before it left no part.
 */
public final class ItemMark {

    private static final String ITEM = "item";
    private static final String PLACE = "item_place";
    private static final String INSTRUCTIONS = "instructions";
    private static final Set<String> ALL = Set.of(ITEM, PLACE, INSTRUCTIONS);

    private ItemMark() {}

    /** An {@code extra} that also holds the fields of the message item which begins here. */
    public static Map<String, Object> beginning(Map<String, Object> extra, Map<String, Object> item) {
        return with(extra, ITEM, PassthroughFields.copyOf(item));
    }

    /** An {@code extra} that also says which item of the list this is. */
    public static Map<String, Object> placed(Map<String, Object> extra, int place) {
        return with(extra, PLACE, place);
    }

    /** Marks a system turn that is not in the caller's list of messages: it has its own field, or was inserted here. */
    public static Map<String, Object> instructions() {
        return Map.of(INSTRUCTIONS, true);
    }

    /** The {@code extra} without anything of this. */
    public static Map<String, Object> without(Map<String, Object> extra) {
        if (extra.isEmpty() || ALL.stream().noneMatch(extra::containsKey)) {
            return extra;
        }
        Map<String, Object> rest = new LinkedHashMap<>(extra);
        rest.keySet().removeAll(ALL);
        return rest;
    }

    /** The fields of the message item that begins with this part; empty where none were kept. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> item(Part part) {
        return part.extra().get(ITEM) instanceof Map<?, ?> item ? (Map<String, Object>) item : Map.of();
    }

    public static boolean isInstructions(Message message) {
        return message.role() == Role.SYSTEM && message.extra().containsKey(INSTRUCTIONS);
    }

    /**
     * Returns whether this part begins an item.
     *
     * @param before the part before it in the same turn, or null
     */
    public static boolean begins(Part part, @Nullable Part before) {
        return before == null
                || !isContent(before)
                || !isContent(part)
                || part.extra().containsKey(ITEM);
    }

    /** Returns whether parts of this kind are the content of a message; other kinds are items themselves. */
    public static boolean isContent(Part part) {
        return part instanceof Part.Text
                || part instanceof Part.Refusal
                || part instanceof Part.Image
                || part instanceof Part.Document;
    }

    /** @param next which item it is unless it says otherwise */
    public static int place(Map<String, Object> extra, int next) {
        return extra.get(PLACE) instanceof Integer place ? place : next;
    }

    private static Map<String, Object> with(Map<String, Object> extra, String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extra);
        more.put(field, value);
        return more;
    }
}
