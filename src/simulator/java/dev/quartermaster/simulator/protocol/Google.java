package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import dev.quartermaster.simulator.wire.Reply;
import java.util.List;
import java.util.Map;

/** Google's Gemini API: what it offers and how it puts errors. It sends no rate-limit headers. */
final class Google implements Protocol {

    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private static final List<String> MODELS = List.of(
            "gemini-2.5-flash",
            "gemini-2.5-flash-lite",
            "gemini-2.5-pro",
            "gemini-3-flash-preview",
            "gemini-3.5-flash",
            "gemini-embedding-001");

    @Override
    public ProviderId provider() {
        return ProviderId.GOOGLE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1beta/models/:call", GoogleCalls::target, GoogleCalls::answer),
                Endpoint.get("/v1beta/models", call -> models()),
                Endpoint.get(
                        "/v1beta/models/:model",
                        call -> Reply.json(model(call.path().get("model")))));
    }

    @Override
    public boolean authorised(Call call) {
        return call.header().apply("x-goog-api-key") != null
                || call.query().apply("key") != null
                || call.header().apply("authorization") != null;
    }

    @Override
    public Reply error(Problem problem, String requestId) {
        return Reply.json(status(problem), errorBody(problem));
    }

    @Override
    public Map<String, String> headers(String requestId) {
        return Map.of();
    }

    /** The error object, as it stands in a body and in an event of a stream. */
    static ObjectNode errorBody(Problem problem) {
        int status = status(problem);
        ObjectNode error = Json.object("code", status, "message", problem.message(), "status", name(status));
        ArrayNode details = details(problem);
        if (!details.isEmpty()) {
            error.set("details", details);
        }
        return Json.object("error", error);
    }

    private static ArrayNode details(Problem problem) {
        ArrayNode details = Json.array();
        if (problem.code() != null) {
            details.add(
                    Json.object("@type", TYPES + "ErrorInfo", "reason", problem.code(), "domain", "googleapis.com"));
        }
        if (problem.reason() == Problem.Reason.SPEND_LIMIT) {
            details.add(quota("GenerateRequestsPerDayPerProjectPerModel"));
        } else if (status(problem) == 429) {
            details.add(quota("GenerateRequestsPerMinutePerProjectPerModel"));
        }
        if (problem.retryAfterSeconds() != null) {
            details.add(Json.object("@type", TYPES + "RetryInfo", "retryDelay", problem.retryAfterSeconds() + "s"));
        }
        if (problem.field() != null) {
            JsonNode violation = Json.object("field", problem.field(), "description", problem.message());
            details.add(Json.object("@type", TYPES + "BadRequest", "fieldViolations", Json.array(violation)));
        }
        return details;
    }

    private static ObjectNode quota(String id) {
        JsonNode violation = Json.object(
                "quotaMetric", "generativelanguage.googleapis.com/generate_content_requests", "quotaId", id);
        return Json.object("@type", TYPES + "QuotaFailure", "violations", Json.array(violation));
    }

    private static int status(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT -> 429;
            case CONTEXT_WINDOW -> 400;
            case PLAIN -> problem.status();
        };
    }

    private static String name(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 502, 503, 529 -> "UNAVAILABLE";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    private static Reply models() {
        return Reply.json(Json.object(
                "models", Json.array(MODELS.stream().map(Google::model).toList())));
    }

    private static ObjectNode model(String id) {
        boolean embeds = id.contains("embedding");
        return Json.object(
                "name",
                "models/" + id,
                "version",
                "001",
                "displayName",
                id,
                "description",
                "Simulated",
                "inputTokenLimit",
                embeds ? 2_048 : 1_048_576,
                "outputTokenLimit",
                embeds ? 1 : 65_536,
                "supportedGenerationMethods",
                embeds
                        ? Json.array("embedContent", "batchEmbedContents", "countTokens")
                        : Json.array("generateContent", "streamGenerateContent", "countTokens"));
    }
}
