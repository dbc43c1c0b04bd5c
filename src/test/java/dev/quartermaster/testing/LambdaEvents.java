package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Events of AWS Lambda as their senders write them, and what is in the answers to them. */
public final class LambdaEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LambdaEvents() {}

    /** Of an HTTP API; with another domain name, of a Function URL. */
    public static ObjectNode payload2(String method, String path, String query, String body, String key) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", query);
        event.putObject("headers")
                .put("content-type", "application/json")
                .put("authorization", "Bearer " + key)
                .put("host", "abc.execute-api.eu-central-1.amazonaws.com");
        event.putObject("requestContext")
                .put("stage", "$default")
                .put("requestId", "r")
                .putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "192.0.2.1");
        return event.put("body", body).put("isBase64Encoded", false);
    }

    /** Of a REST API. */
    public static ObjectNode payload1(String method, String path, String body, String key) {
        ObjectNode event = JSON.createObjectNode();
        event.put("resource", "/{proxy+}").put("path", path).put("httpMethod", method);
        event.putObject("headers").put("Authorization", "Bearer " + key).put("Content-Type", "application/json");
        ObjectNode several = event.putObject("multiValueHeaders");
        several.putArray("Authorization").add("Bearer " + key);
        several.putArray("Content-Type").add("application/json");
        event.putNull("queryStringParameters");
        event.putNull("multiValueQueryStringParameters");
        event.putObject("requestContext")
                .put("stage", "prod")
                .putObject("identity")
                .put("sourceIp", "192.0.2.1");
        return event.put("body", body).put("isBase64Encoded", false);
    }

    /** Of a load balancer. */
    public static ObjectNode balancer(String method, String path, String body, String key) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("requestContext")
                .putObject("elb")
                .put("targetGroupArn", "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/q/1");
        event.put("httpMethod", method).put("path", path);
        event.putObject("queryStringParameters");
        event.putObject("headers")
                .put("authorization", "Bearer " + key)
                .put("content-type", "application/json")
                .put("x-forwarded-for", "192.0.2.1");
        return event.put("body", body == null ? "" : body).put("isBase64Encoded", false);
    }

    /** Of a rule of EventBridge without an input of its own. */
    public static ObjectNode scheduled() {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa")
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events");
        event.putArray("resources").add("arn:aws:events:eu-central-1:1:rule/q");
        event.putObject("detail");
        return event;
    }

    /** Of a subscription to a log group. */
    public static ObjectNode subscription(List<String> lines) throws IOException {
        ObjectNode content = JSON.createObjectNode();
        content.put("messageType", "DATA_MESSAGE").put("owner", "1").put("logGroup", "/aws/lambda/q");
        content.putArray("subscriptionFilters").add("late");
        var events = content.putArray("logEvents");
        for (String line : lines) {
            events.addObject().put("id", "1").put("timestamp", 1).put("message", line);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(JSON.writeValueAsBytes(content));
        }
        ObjectNode event = JSON.createObjectNode();
        event.putObject("awslogs").put("data", Base64.getEncoder().encodeToString(packed.toByteArray()));
        return event;
    }

    public static String chat(String question) {
        return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}";
    }

    public static String text(JsonNode answer) {
        String body = answer.path("body").asText("");
        return answer.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    public static JsonNode body(JsonNode answer) throws IOException {
        return JSON.readTree(text(answer));
    }

    /** Null where there is none. */
    public static String header(JsonNode answer, String name) {
        JsonNode single = answer.path("headers").path(name);
        return single.isMissingNode()
                ? answer.path("multiValueHeaders").path(name).path(0).textValue()
                : single.textValue();
    }
}
