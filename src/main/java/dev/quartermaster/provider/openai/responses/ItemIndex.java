package dev.quartermaster.provider.openai.responses;

import java.util.HashMap;
import java.util.Map;

/** Which item of the output an event is about: by its place, and of services that give none, by the item's id. */
final class ItemIndex {

    private final Map<String, Integer> byId = new HashMap<>();
    private int next;
    private int last;

    int of(Wire.Event event) {
        if (event.outputIndex() != null) {
            last = event.outputIndex();
            next = Math.max(next, last + 1);
            return last;
        }
        String id = id(event);
        boolean begins = "response.output_item.added".equals(event.type());
        if (id.isEmpty()) {
            last = begins ? next++ : last;
        } else {
            last = byId.computeIfAbsent(id, any -> next++);
        }
        return last;
    }

    private static String id(Wire.Event event) {
        if (event.itemId() != null) {
            return event.itemId();
        }
        return event.item() == null ? "" : ItemReader.text(event.item(), "id");
    }
}
