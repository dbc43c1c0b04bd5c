package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.function.FunctionEvent.Http;
import dev.quartermaster.api.function.FunctionEvent.LogLines;
import dev.quartermaster.api.function.FunctionEvent.Tick;
import dev.quartermaster.api.function.FunctionEvent.Unknown;
import dev.quartermaster.api.function.FunctionEvent.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by an event's fields what it is. */
final class EventReader {

    private static final String JOB = "job";

    /** Of the connection that the sender of the event had; the one to this process has its own. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("content-length", "transfer-encoding", "connection", "expect", "upgrade", "keep-alive", "te");

    private EventReader() {}

    static FunctionEvent read(JsonNode event) {
        JsonNode context = event.path("requestContext");
        if (context.path("http").has("method")) {
            return request(event, EventForm.PAYLOAD_2, context.path("http").path("method"), payload2Target(event));
        } else if (event.has("httpMethod")) {
            EventForm form = !context.has("elb")
                    ? EventForm.PAYLOAD_1
                    : event.has("multiValueHeaders") ? EventForm.BALANCER_MULTI : EventForm.BALANCER;
            String query = Targets.query(event, form == EventForm.PAYLOAD_1);
            return request(
                    event,
                    form,
                    event.path("httpMethod"),
                    target(event.path("path").asText(""), query));
        } else if (event.path(JOB).isTextual()) {
            return new Tick(event.path(JOB).textValue());
        } else if (event.path("detail").path(JOB).isTextual()) {
            return new Tick(event.path("detail").path(JOB).textValue());
        } else if (event.path("awslogs").path("data").isTextual()) {
            return new LogLines(event);
        }
        return new Unknown(why(event));
    }

    private static String why(JsonNode event) {
        String taken = "The function takes HTTP requests of API Gateway, Function URLs and load balancers, ticks"
                + " {\"job\": \"<name>\"}, and the lines of a subscription to its log group.";
        if (!event.isObject()) {
            return "The event is no JSON object. " + taken;
        } else if (event.has("detail-type")) {
            return "The event of EventBridge names no job: its rule must send {\"job\": \"<name>\"}. " + taken;
        }
        JsonNode record = event.path("Records").path(0);
        String source =
                record.path("eventSource").asText(record.path("EventSource").asText(""));
        return "Events " + (source.isEmpty() ? "like this one" : "of " + source) + " are not supported. " + taken;
    }

    private static FunctionEvent request(JsonNode event, EventForm form, JsonNode method, String target) {
        String path = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
        byte[] body;
        try {
            body = body(event);
        } catch (IllegalArgumentException notBase64) {
            return new Unreadable(form, path, "The event says that its body is Base64, and it is not.");
        }
        if (!method.isTextual() || !isToken(method.textValue()) || !target.startsWith("/")) {
            return new Unreadable(form, path, "The event has no method or path that could be called.");
        }
        List<HttpField> headers = headers(event);
        if (body.length > 0) {
            headers.add(new HttpField("content-length", Integer.toString(body.length)));
        }
        if (headers.stream().noneMatch(header -> header.is("host"))) {
            headers.add(new HttpField("host", "localhost"));
        }
        return new Http(form, method.textValue().toUpperCase(Locale.ROOT), target, headers, body, client(event));
    }

    private static boolean isToken(String method) {
        return !method.isEmpty() && method.chars().allMatch(letter -> letter < 128 && Character.isLetter(letter));
    }

    private static byte[] body(JsonNode event) {
        String text = event.path("body").asText("");
        return event.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A stage with a name is part of the path, and no part of ours. */
    private static String payload2Target(JsonNode event) {
        String path = event.path("rawPath").asText("");
        String stage = "/" + event.path("requestContext").path("stage").asText("$default");
        String own = path.startsWith(stage + "/") ? path.substring(stage.length()) : path.equals(stage) ? "/" : path;
        return target(own, event.path("rawQueryString").asText(""));
    }

    private static String target(String path, String query) {
        return query.isEmpty() ? Targets.path(path) : Targets.path(path) + "?" + query;
    }

    private static List<HttpField> headers(JsonNode event) {
        List<HttpField> headers = new ArrayList<>();
        JsonNode several = event.path("multiValueHeaders");
        if (several.isObject()) {
            several.properties().forEach(header -> header.getValue()
                    .forEach(value -> add(headers, header.getKey(), value.asText(null))));
        } else {
            event.path("headers")
                    .properties()
                    .forEach(header ->
                            add(headers, header.getKey(), header.getValue().asText(null)));
        }
        List<String> cookies = new ArrayList<>();
        event.path("cookies").forEach(cookie -> cookies.add(cookie.asText("")));
        if (!cookies.isEmpty()) {
            add(headers, "cookie", String.join("; ", cookies));
        }
        return headers;
    }

    private static void add(List<HttpField> headers, String name, @Nullable String value) {
        if (value != null && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(new HttpField(name, value));
        }
    }

    private static @Nullable String client(JsonNode event) {
        JsonNode context = event.path("requestContext");
        String address = context.path("http")
                .path("sourceIp")
                .asText(context.path("identity").path("sourceIp").asText(null));
        if (address != null || !context.has("elb")) {
            return address;
        }
        return headers(event).stream()
                .filter(header -> header.is("x-forwarded-for"))
                .map(HttpField::value)
                // The last one is what the load balancer itself has seen.
                .map(seen -> seen.substring(seen.lastIndexOf(',') + 1).strip())
                .findFirst()
                .orElse(null);
    }
}
