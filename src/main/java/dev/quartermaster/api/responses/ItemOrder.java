package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which items are read. Outputs of parallel calls may come late, after the model has gone on; other providers
 * want all of them right behind the calls of one turn, so a late one moves up to them.
 */
final class ItemOrder {

    private final List<Segment> segments = new ArrayList<>();
    private final Map<String, Segment> byCall = new HashMap<>();

    private ItemOrder() {
        segments.add(new Segment());
    }

    /** The positions of the model's items of one turn, of the tools' outputs right behind them, and of what came after. */
    private record Segment(List<Integer> produced, List<Integer> outputs, List<Integer> rest) {

        Segment() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        boolean isOpen() {
            return outputs.isEmpty() && rest.isEmpty();
        }
    }

    /** The positions of the items, each once. */
    static List<Integer> of(List<JsonNode> items) {
        ItemOrder order = new ItemOrder();
        for (int i = 0; i < items.size(); i++) {
            order.add(items.get(i), i);
        }
        List<Integer> positions = new ArrayList<>(items.size());
        order.segments.forEach(segment -> {
            positions.addAll(segment.produced());
            positions.addAll(segment.outputs());
            positions.addAll(segment.rest());
        });
        return positions;
    }

    private void add(JsonNode item, int position) {
        Segment last = segments.get(segments.size() - 1);
        if (isOutput(item)) {
            Segment own = byCall.get(item.path("call_id").asText());
            if (own != null && (own != last || last.rest().isEmpty())) {
                own.outputs().add(position);
            } else {
                last.rest().add(position);
            }
        } else if (isProduced(item)) {
            if (!last.isOpen()) {
                last = new Segment();
                segments.add(last);
            }
            last.produced().add(position);
            if (item.hasNonNull("call_id")) {
                byCall.put(item.path("call_id").asText(), last);
            }
        } else {
            last.rest().add(position);
        }
    }

    private static boolean isOutput(JsonNode item) {
        String type = item.path("type").asText();
        return type.equals("function_call_output") || type.equals("custom_tool_call_output");
    }

    private static boolean isProduced(JsonNode item) {
        boolean message = !item.hasNonNull("type") || item.path("type").asText().equals("message");
        return !message || item.path("role").asText().equals("assistant");
    }
}
