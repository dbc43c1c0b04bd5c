package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;

/** The callers' side of the translation benchmarks: a chat of about 50 KB with tools, and an answer as long. */
public final class Conversation {

    public static final int BYTES = 50_000;

    private static final int TURNS = 20;
    private static final String SENTENCE =
            "The quartermaster issues what the \"bearer\" needs; naïve guesses cost money.\n";

    private Conversation() {}

    public static ChatRequest read(ObjectMapper json, byte[] body) {
        return ChatRequestReader.read(JsonBody.parse(json, body)).chat();
    }

    public static byte[] write(ObjectMapper json, ChatReply reply) {
        return JsonBody.bytes(json, new ChatReplyWriter(json).write(reply, "chatcmpl-1", 1_700_000_000L, "some-model"));
    }

    public static byte[] request(ObjectMapper json) {
        ObjectNode body = json.createObjectNode()
                .put("model", "auto")
                .put("temperature", 0.2)
                .put("max_tokens", 900);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", text(BYTES / TURNS));
        for (int turn = 1; turn < TURNS; turn++) {
            messages.addObject()
                    .put("role", turn % 2 == 1 ? "user" : "assistant")
                    .put("content", text(BYTES / TURNS));
        }
        ObjectNode function =
                body.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", "look_up").put("description", "Looks a thing up.");
        function.putObject("parameters")
                .put("type", "object")
                .putObject("properties")
                .putObject("what")
                .put("type", "string");
        return JsonBody.bytes(json, body);
    }

    /** Text of about so many bytes, with quotes, line ends and a letter beyond ASCII. */
    public static String text(int bytes) {
        return SENTENCE.repeat(bytes / SENTENCE.length());
    }
}
