package dev.quartermaster.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.brain.Lines;
import dev.quartermaster.simulator.brain.Twist;
import dev.quartermaster.simulator.script.Fault.Delays;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a fault from JSON and refuses what it cannot play. */
public final class FaultReader {

    private static final Set<String> COMMON = Set.of(
            "provider",
            "model",
            "operation",
            "stream",
            "key_suffix",
            "accepted_keys",
            "kind",
            "delay_ms",
            "first_byte_delay_ms",
            "chunk_delay_ms",
            "slice_bytes",
            "headers",
            "text",
            "capture",
            "thinking",
            "tool_calls",
            "usage",
            "service_tier",
            "times",
            "seconds");

    private static final int MOST_BYTES = 1 << 30;

    private FaultReader() {}

    /** @throws InvalidScript naming the first field at fault */
    public static Fault read(JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidScript("fault", "must be a JSON object");
        }
        Fields fields = new Fields(json);
        FaultKind kind = kind(fields);
        refuseOthers(json, kind);
        if (kind == FaultKind.REPLAY && !fields.has("body")) {
            throw new InvalidScript("body", "is required");
        }
        return new Fault(
                match(fields, kind),
                kind,
                problem(fields, kind),
                fields.raw("body"),
                fields.number("after_bytes", 0, MOST_BYTES, 0),
                fields.number("after_events", 0, 10_000, 1),
                new Delays(
                        fields.millis("delay_ms"),
                        fields.millis("first_byte_delay_ms"),
                        fields.millis("chunk_delay_ms")),
                fields.number("slice_bytes", 1, MOST_BYTES),
                fields.headers("headers"),
                twist(fields, kind),
                fields.number("times", 1, Integer.MAX_VALUE),
                fields.number("seconds", 1, Fields.MOST_MILLIS),
                json.deepCopy());
    }

    private static FaultKind kind(Fields fields) {
        String kind = fields.text("kind");
        if (kind == null) {
            return fields.has("status") ? FaultKind.STATUS : FaultKind.ANSWER;
        }
        return FaultKind.parse(kind)
                .orElseThrow(() -> new InvalidScript(
                        "kind",
                        "must be one of "
                                + Arrays.stream(FaultKind.values())
                                        .map(FaultKind::wire)
                                        .collect(Collectors.joining(", "))));
    }

    private static void refuseOthers(JsonNode json, FaultKind kind) {
        json.fieldNames().forEachRemaining(field -> {
            if (!COMMON.contains(field) && !kind.takes(field)) {
                throw new InvalidScript(field, "does not belong to a fault of kind " + kind.wire());
            }
        });
    }

    private static Match match(Fields fields, FaultKind kind) {
        if (!fields.has("provider")) {
            throw new InvalidScript("provider", "is required; * stands for all");
        }
        Boolean stream = fields.flag("stream");
        if (kind.isOfStreams()) {
            if (Boolean.FALSE.equals(stream)) {
                throw new InvalidScript("stream", "cannot be false: only streams have events");
            }
            stream = true;
        }
        return new Match(
                provider(fields),
                fields.name("model"),
                operation(fields),
                stream,
                fields.text("key_suffix"),
                fields.texts("accepted_keys"));
    }

    private static ProviderId provider(Fields fields) {
        String name = fields.name("provider");
        try {
            return name == null ? null : ProviderId.of(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidScript("provider", "is not a provider's name");
        }
    }

    private static Operation operation(Fields fields) {
        if (!fields.has("operation")) {
            return Operation.CHAT;
        }
        String name = fields.name("operation");
        for (Operation operation : Operation.values()) {
            if (operation.wire().equals(name)) {
                return operation;
            }
        }
        if (name == null) {
            return null;
        }
        throw new InvalidScript(
                "operation",
                "must be * or one of "
                        + Arrays.stream(Operation.values()).map(Operation::wire).collect(Collectors.joining(", ")));
    }

    private static Problem problem(Fields fields, FaultKind kind) {
        Integer status = fields.number("status", 400, 599);
        if (kind == FaultKind.STATUS && status == null) {
            throw new InvalidScript("status", "is required");
        }
        Problem.Reason reason =
                switch (kind) {
                    case SPEND_LIMIT -> Problem.Reason.SPEND_LIMIT;
                    case CONTEXT_WINDOW -> Problem.Reason.CONTEXT_WINDOW;
                    default -> Problem.Reason.PLAIN;
                };
        String message = fields.text("message");
        return new Problem(
                reason,
                status == null ? 503 : status,
                fields.text("code"),
                message == null ? "scripted by the simulator" : message,
                null,
                fields.number("retry_after_seconds", 0, Fields.MOST_MILLIS));
    }

    private static Twist twist(Fields fields, FaultKind kind) {
        Lines lines = LinesReader.read(fields);
        if (lines != null && kind == FaultKind.EMPTY) {
            throw new InvalidScript(LinesReader.first(fields), "does not belong to a fault of kind empty");
        }
        Map<String, Long> usage = new HashMap<>();
        Fields counts = new Fields(fields.object("usage"));
        for (Map.Entry<String, JsonNode> count : fields.object("usage").properties()) {
            if (!Twist.COUNTS.contains(count.getKey())) {
                throw new InvalidScript("usage." + count.getKey(), "is not a class of tokens");
            }
            Integer tokens = counts.number(count.getKey(), 0, Integer.MAX_VALUE);
            usage.put(count.getKey(), tokens == null ? 0L : tokens);
        }
        return new Twist(
                kind == FaultKind.EMPTY ? Lines.SILENCE : lines,
                kind == FaultKind.CONTENT_POLICY,
                Map.copyOf(usage),
                fields.text("service_tier"));
    }
}
