package dev.quartermaster.domain.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a turn of the Responses dialect remembers the items it was made of. There what a model said is a list of items,
 * in the internal form it is one turn of parts; what tells the items apart again stands in the {@code extra} of the first
 * part of each, and only where it is not plain without: the fields of a message item around its content, and its place in
 * the list where items before it have left no part behind.
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

    /** What a system turn has that does not stand in the caller's list of messages: it is in a field of its own, or inserted here. */
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
     * Whether this part begins an item.
     *
     * @param before the part before it in the same turn, or null
     */
    public static boolean begins(Part part, Part before) {
        return before == null
                || !isContent(before)
                || !isContent(part)
                || part.extra().containsKey(ITEM);
    }

    /** Whether parts of this kind stand inside a message; the others are items by themselves. */
    public static boolean isContent(Part part) {
        return part instanceof Part.Text
                || part instanceof Part.Refusal
                || part instanceof Part.Image
                || part instanceof Part.Document;
    }

    /** @param next which item it is unless it says otherwise */
    static int place(Map<String, Object> extra, int next) {
        return extra.get(PLACE) instanceof Integer place ? place : next;
    }

    private static Map<String, Object> with(Map<String, Object> extra, String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extra);
        more.put(field, value);
        return more;
    }
}
