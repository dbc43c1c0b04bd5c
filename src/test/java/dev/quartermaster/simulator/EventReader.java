package dev.quartermaster.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Reads binary event streams with AWS's own decoder, which checks every checksum. */
final class EventReader {

    private EventReader() {}

    /** What has wholly arrived; fails on a damaged frame. */
    static List<Message> messages(byte[] body) {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(body);
        return decoder.getDecodedMessages();
    }

    static List<String> types(List<Message> messages) {
        return messages.stream()
                .map(message -> header(message, ":event-type"))
                .distinct()
                .toList();
    }

    static String header(Message message, String name) {
        return message.getHeaders().get(name).getString();
    }

    static JsonNode payload(Message message) throws Exception {
        return Visitor.json(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    /** The values that deltas have at this place, one after the other. */
    static String joined(List<Message> messages, String place) throws Exception {
        StringBuilder joined = new StringBuilder();
        for (Message message : messages) {
            joined.append(payload(message).at("/delta" + place).asText());
        }
        return joined.toString();
    }
}
