package dev.quartermaster.api.strict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The strictest reader of OpenAI's response events there could be. */
final class StrictResponses {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ENDS = List.of("response.completed", "response.incomplete", "response.failed");

    private final Map<Integer, JsonNode> open = new TreeMap<>();
    private final Map<Integer, JsonNode> done = new TreeMap<>();
    private final Map<String, StringBuilder> growing = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();

    private StrictResponses() {}

    static Told read(List<Event> events) throws Exception {
        return new StrictResponses().readAll(events);
    }

    private Told readAll(List<Event> events) throws Exception {
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            assertThat(event.type()).isEqualTo(event.name());
            assertThat(event.data().path("sequence_number").asInt(-1)).isEqualTo(i);
            assertThat(ENDS.contains(event.type())).isEqualTo(i == events.size() - 1);
            assertThat(event.type().equals("response.created")).isEqualTo(i == 0);
            assertThat(event.type().equals("response.in_progress")).isEqualTo(i == 1);
            take(event.type(), event.data());
        }
        Event last = events.get(events.size() - 1);
        boolean failed = last.type().equals("response.failed");
        List<Told.Call> calls = failed ? List.of() : whole(last.data().get("response"));
        return new Told(text.toString(), thinking.toString(), calls, failed);
    }

    private List<Told.Call> whole(JsonNode response) throws Exception {
        assertThat(open).isEmpty();
        assertThat(response.get("output")).containsExactlyElementsOf(done.values());
        assertThat(response.path("usage").path("total_tokens").isIntegralNumber())
                .isTrue();
        List<Told.Call> calls = new ArrayList<>();
        for (JsonNode item : done.values()) {
            if (item.get("type").asText().equals("function_call")) {
                calls.add(new Told.Call(
                        item.get("name").textValue(),
                        JSON.readTree(item.get("arguments").textValue())));
            }
        }
        return calls;
    }

    private void take(String type, JsonNode event) {
        switch (type) {
            case "response.output_item.added" -> {
                assertThat(open.keySet().size() + done.size())
                        .isEqualTo(event.get("output_index").asInt());
                open.put(event.get("output_index").asInt(), event.get("item"));
            }
            case "response.output_item.done" -> {
                JsonNode item = event.get("item");
                int index = event.get("output_index").asInt();
                assertThat(open.remove(index).get("id")).isEqualTo(item.get("id"));
                done.put(index, item);
            }
            case "response.output_text.delta" -> grow(event, "text", text);
            case "response.output_text.done" -> grown(event, "text", "text");
            case "response.reasoning_summary_text.delta" -> grow(event, "summary", thinking);
            case "response.reasoning_summary_text.done" -> grown(event, "summary", "text");
            case "response.function_call_arguments.delta" -> grow(event, "arguments", new StringBuilder());
            case "response.function_call_arguments.done" -> grown(event, "arguments", "arguments");
            case "response.content_part.added",
                    "response.content_part.done",
                    "response.reasoning_summary_part.added",
                    "response.reasoning_summary_part.done" -> requireOpen(event);
            default ->
                assertThat(type)
                        .isIn(
                                "response.created",
                                "response.in_progress",
                                "response.completed",
                                "response.incomplete",
                                "response.failed");
        }
    }

    private void grow(JsonNode event, String kind, StringBuilder all) {
        requireOpen(event);
        String delta = event.get("delta").textValue();
        all.append(delta);
        growing.computeIfAbsent(place(event, kind), any -> new StringBuilder()).append(delta);
    }

    private void grown(JsonNode event, String kind, String field) {
        requireOpen(event);
        StringBuilder pieces = growing.remove(place(event, kind));
        assertThat(event.get(field).textValue()).isEqualTo(pieces == null ? "" : pieces.toString());
    }

    private void requireOpen(JsonNode event) {
        JsonNode item = open.get(event.get("output_index").asInt());
        assertThat(item).isNotNull();
        assertThat(event.get("item_id")).isEqualTo(item.get("id"));
    }

    private static String place(JsonNode event, String kind) {
        return kind + event.get("output_index") + "/"
                + event.path("content_index").asText()
                + event.path("summary_index").asText();
    }
}
