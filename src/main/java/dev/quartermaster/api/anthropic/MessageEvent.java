package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One event of a stream. Its name is repeated in its data, under {@code type}. */
record MessageEvent(String name, ObjectNode data) {

    static MessageEvent of(ObjectNode data) {
        return new MessageEvent(data.get("type").textValue(), data);
    }
}
