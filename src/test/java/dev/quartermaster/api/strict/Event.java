package dev.quartermaster.api.strict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * One server-sent event.
 *
 * @param name null where it has none
 * @param data null where it is not JSON
 */
record Event(String name, String text, JsonNode data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a whole stream, and fails for whatever is not exactly as the two protocols write their events. */
    static List<Event> all(String stream) {
        assertThat(stream).endsWith("\n\n");
        List<Event> events = new ArrayList<>();
        for (String block : stream.split("\n\n")) {
            String name = null;
            String text = null;
            for (String line : block.split("\n")) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else {
                    assertThat(line).startsWith("data: ");
                    assertThat(text).isNull();
                    text = line.substring("data: ".length());
                }
            }
            events.add(new Event(name, text, json(text)));
        }
        return events;
    }

    String type() {
        return data.path("type").asText();
    }

    private static JsonNode json(String text) {
        try {
            return text.startsWith("{") ? JSON.readTree(text) : null;
        } catch (JsonProcessingException broken) {
            throw new AssertionError("an event that is no JSON: " + text, broken);
        }
    }
}
