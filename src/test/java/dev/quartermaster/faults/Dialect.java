package dev.quartermaster.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The dialects of chat as a client asks and reads them, which accepts exactly one end of a stream. */
enum Dialect {
    CHAT("/v1/chat/completions") {
        @Override
        void ask(ObjectNode body, String prompt) {
            body.putArray("messages").addObject().put("role", "user").put("content", prompt);
            body.putObject("stream_options").put("include_usage", true);
        }

        @Override
        boolean isEnd(Event event) {
            return event.data().equals("[DONE]");
        }

        @Override
        JsonNode errorIn(Event event) {
            return event.json().path("error");
        }

        @Override
        String said(JsonNode event) {
            return event.at("/choices/0/delta/content").asText("");
        }

        @Override
        String answer(JsonNode body) {
            return body.at("/choices/0/message/content").asText("");
        }
    },
    MESSAGES("/v1/messages") {
        @Override
        void ask(ObjectNode body, String prompt) {
            body.putArray("messages").addObject().put("role", "user").put("content", prompt);
            body.put("max_tokens", 4000);
        }

        @Override
        boolean isEnd(Event event) {
            return event.name().equals("message_stop");
        }

        @Override
        JsonNode errorIn(Event event) {
            return event.name().equals("error") ? event.json().path("error") : MissingNode.getInstance();
        }

        @Override
        String said(JsonNode event) {
            return event.at("/delta/text").asText("");
        }

        @Override
        String answer(JsonNode body) {
            return body.at("/content/0/text").asText("");
        }
    },
    RESPONSES("/v1/responses") {
        @Override
        void ask(ObjectNode body, String prompt) {
            body.put("input", prompt);
        }

        @Override
        boolean isEnd(Event event) {
            return event.name().equals("response.completed");
        }

        @Override
        JsonNode errorIn(Event event) {
            return event.name().equals("response.failed")
                    ? event.json().at("/response/error")
                    : MissingNode.getInstance();
        }

        @Override
        String said(JsonNode event) {
            return event.path("type").asText().equals("response.output_text.delta")
                    ? event.path("delta").asText()
                    : "";
        }

        @Override
        String answer(JsonNode body) {
            return body.at("/output/0/content/0/text").asText("");
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    abstract void ask(ObjectNode body, String prompt);

    abstract boolean isEnd(Event event);

    abstract JsonNode errorIn(Event event);

    abstract String said(JsonNode event);

    abstract String answer(JsonNode body);

    Seen read(HttpResponse<String> response, boolean stream) {
        String attempts =
                response.headers().firstValue("x-quartermaster-attempts").orElse("0");
        if (response.statusCode() == 200 && stream) {
            return stream(events(response.body()), attempts);
        }
        JsonNode body = json(response.body());
        JsonNode error = body.path("error");
        if (response.statusCode() == 200 && (body.isMissingNode() || error.isObject())) {
            return new Seen("200 with a broken body", response.body(), usage(body), error, attempts);
        }
        String says = response.statusCode() == 200 ? "200" : response.statusCode() + " " + code(error);
        return new Seen(says, answer(body), usage(body), error, attempts);
    }

    private Seen stream(List<Event> events, String attempts) {
        StringBuilder text = new StringBuilder();
        JsonNode usage = MissingNode.getInstance();
        JsonNode error = MissingNode.getInstance();
        int ends = 0;
        boolean isOver = false;
        for (Event event : events) {
            if (isOver) {
                return new Seen("something after the end", text.toString(), usage, error, attempts);
            }
            JsonNode failure = errorIn(event);
            if (failure.isObject()) {
                error = failure;
            }
            isOver = isEnd(event) || failure.isObject();
            ends += isOver ? 1 : 0;
            text.append(said(event.json()));
            usage = usage(event.json()).isObject() ? usage(event.json()) : usage;
        }
        String says = ends != 1 ? "no end" : error.isObject() ? "event " + code(error) : "200";
        return new Seen(says, text.toString(), usage, error, attempts);
    }

    private static JsonNode usage(JsonNode holder) {
        return holder.path("usage").isObject() ? holder.path("usage") : holder.at("/response/usage");
    }

    private static String code(JsonNode error) {
        return error.hasNonNull("code")
                ? error.path("code").asText()
                : error.path("type").asText();
    }

    private static List<Event> events(String body) {
        List<Event> events = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            String name = "";
            String data = "";
            for (String line : block.split("\n")) {
                name = line.startsWith("event: ") ? line.substring(7) : name;
                data = line.startsWith("data: ") ? line.substring(6) : data;
            }
            if (!data.isEmpty()) {
                events.add(new Event(name, data, json(data)));
            }
        }
        return events;
    }

    private static JsonNode json(String text) {
        try {
            return text.startsWith("{") ? JSON.readTree(text) : MissingNode.getInstance();
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            return MissingNode.getInstance();
        }
    }

    /** One server-sent event. */
    record Event(String name, String data, JsonNode json) {}
}
