package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Sse;
import dev.quartermaster.api.json.JsonBody;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** The events of one stream, numbered in their order. */
final class EventLog {

    private final ObjectMapper json;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int sequence;

    EventLog(ObjectMapper json) {
        this.json = json;
    }

    /** The event's own fields, to be filled in. */
    ObjectNode fields() {
        return json.createObjectNode();
    }

    void add(String type, ObjectNode fields) {
        ObjectNode event = json.createObjectNode().put("type", type).put("sequence_number", sequence++);
        event.setAll(fields);
        pending.writeBytes(Sse.event(type, JsonBody.bytes(json, event)));
    }

    /** An event of a provider that speaks this dialect, as it came; the numbers go on from its own. */
    void pass(Map<String, Object> event) {
        if (event.get("sequence_number") instanceof Number number) {
            sequence = number.intValue() + 1;
        }
        pending.writeBytes(Sse.event(String.valueOf(event.get("type")), JsonBody.bytes(json, event)));
    }

    /** Returns the events that were added since the last call. */
    byte[] take() {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        return bytes;
    }
}
