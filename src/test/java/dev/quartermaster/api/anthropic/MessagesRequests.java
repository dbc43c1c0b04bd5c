package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.chat.ChatRequest;
import java.util.List;
import java.util.Map;

/** Requests as callers of this dialect send them, for tests of what becomes of them elsewhere. */
public final class MessagesRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MessagesRequests() {}

    public static ChatRequest read(Map<String, Object> body) {
        return MessagesReader.read(JSON.valueToTree(body), List.of()).chat();
    }
}
