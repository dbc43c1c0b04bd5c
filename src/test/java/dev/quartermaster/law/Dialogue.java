package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A conversation by one of the dialects, as a client keeps it: the request so far, to which answers and results are added. */
abstract class Dialogue {

    final ObjectNode request;

    Dialogue(ObjectNode request) {
        this.request = request;
    }

    /** A call that the model asks for. */
    record Call(String id, boolean custom) {}

    static Dialogue of(String path, ObjectNode request) {
        return switch (path) {
            case "/v1/messages" -> new MessagesDialogue(request);
            case "/v1/responses" -> new ResponsesDialogue(request);
            default -> new ChatDialogue(request);
        };
    }

    abstract String path();

    /** The whole answer; where it was streamed, put together as the dialect's clients do. */
    abstract JsonNode read(String answer);

    /** Echoes an answer as it came. @return the calls in it */
    abstract List<Call> answered(JsonNode answer);

    /** @param result the fields of the result beside those that say which call it answers */
    abstract void result(Call call, ObjectNode result);

    abstract void said(String text);

    boolean isStreamed() {
        return request.path("stream").asBoolean();
    }

    /** The next turn: the answer, and the results of its calls, or else a further question. */
    void goOn(JsonNode answer) {
        List<Call> calls = answered(answer);
        calls.forEach(call -> result(call, said("It rains.", outputField())));
        if (calls.isEmpty()) {
            said("And now?");
        }
    }

    /** The field of a result that holds what the tool said. */
    String outputField() {
        return "content";
    }

    private static ObjectNode said(String text, String field) {
        return Draw.JSON.createObjectNode().put(field, text);
    }

    static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .forEach(line -> events.add(Draw.tree(line.substring(6))));
        return events;
    }

    final ArrayNode list(String field) {
        return (ArrayNode) request.path(field);
    }

    private static final class ChatDialogue extends Dialogue {

        ChatDialogue(ObjectNode request) {
            super(request);
        }

        @Override
        String path() {
            return "/v1/chat/completions";
        }

        @Override
        JsonNode read(String answer) {
            return isStreamed()
                    ? StreamedAnswers.chat(events(answer))
                    : Draw.tree(answer).at("/choices/0/message");
        }

        @Override
        List<Call> answered(JsonNode answer) {
            list("messages").add(answer);
            List<Call> calls = new ArrayList<>();
            answer.path("tool_calls")
                    .forEach(call -> calls.add(new Call(call.path("id").asText(), false)));
            return calls;
        }

        @Override
        void result(Call call, ObjectNode result) {
            list("messages")
                    .addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.id())
                    .setAll(result);
        }

        @Override
        void said(String text) {
            list("messages").addObject().put("role", "user").put("content", text);
        }
    }

    private static final class MessagesDialogue extends Dialogue {

        MessagesDialogue(ObjectNode request) {
            super(request);
        }

        @Override
        String path() {
            return "/v1/messages";
        }

        @Override
        JsonNode read(String answer) {
            return isStreamed()
                    ? StreamedAnswers.messages(events(answer))
                    : Draw.tree(answer).path("content");
        }

        @Override
        List<Call> answered(JsonNode answer) {
            list("messages").addObject().put("role", "assistant").set("content", answer);
            List<Call> calls = new ArrayList<>();
            for (JsonNode block : answer) {
                if (block.path("type").asText().equals("tool_use")) {
                    calls.add(new Call(block.path("id").asText(), false));
                }
            }
            return calls;
        }

        @Override
        void result(Call call, ObjectNode result) {
            JsonNode last = list("messages").get(list("messages").size() - 1);
            ArrayNode content = last.path("role").asText().equals("user")
                    ? (ArrayNode) last.path("content")
                    : list("messages").addObject().put("role", "user").putArray("content");
            content.addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", call.id())
                    .setAll(result);
        }

        @Override
        void said(String text) {
            list("messages").addObject().put("role", "user").put("content", text);
        }
    }

    private static final class ResponsesDialogue extends Dialogue {

        ResponsesDialogue(ObjectNode request) {
            super(request);
        }

        @Override
        String path() {
            return "/v1/responses";
        }

        @Override
        JsonNode read(String answer) {
            return isStreamed()
                    ? StreamedAnswers.responses(events(answer))
                    : Draw.tree(answer).path("output");
        }

        @Override
        List<Call> answered(JsonNode answer) {
            List<Call> calls = new ArrayList<>();
            for (JsonNode item : answer) {
                list("input").add(item);
                String type = item.path("type").asText();
                if (type.equals("function_call") || type.equals("custom_tool_call")) {
                    calls.add(new Call(item.path("call_id").asText(), type.equals("custom_tool_call")));
                }
            }
            return calls;
        }

        @Override
        String outputField() {
            return "output";
        }

        @Override
        void result(Call call, ObjectNode result) {
            list("input")
                    .addObject()
                    .put("type", call.custom() ? "custom_tool_call_output" : "function_call_output")
                    .put("call_id", call.id())
                    .setAll(result);
        }

        @Override
        void said(String text) {
            list("input").addObject().put("role", "user").put("content", text);
        }
    }
}
