package dev.quartermaster.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Twist;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Refused;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Makes a call of a request that has been read. */
final class CallReader {

    private static final int ID_BYTES = 12;

    private final ObjectMapper json;

    CallReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws Refused when the body is not a JSON object */
    Call read(RoutingContext context) {
        String body = body(context);
        return call(context, body, body.isEmpty() ? Call.noBody() : parse(body));
    }

    /** The call when its body cannot be read: enough to know where it went. */
    Call withoutBody(RoutingContext context) {
        return call(context, body(context), Call.noBody());
    }

    static String body(RoutingContext context) {
        String body = context.body().asString(StandardCharsets.UTF_8.name());
        return body == null ? "" : body;
    }

    private static Call call(RoutingContext context, String raw, ObjectNode body) {
        return new Call(
                digest(context.normalizedPath() + "\n" + raw),
                Map.copyOf(context.pathParams()),
                context.request()::getParam,
                context.request()::getHeader,
                body,
                Twist.NONE);
    }

    private ObjectNode parse(String body) {
        try {
            JsonNode parsed = json.readTree(body);
            if (parsed instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new Refused(Problem.of(400, "The body is not valid JSON"));
        }
        throw new Refused(Problem.of(400, "The body must be a JSON object"));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
