package dev.quartermaster.simulator.protocol;

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

/** OpenAI: what it offers, how it puts errors, and the headers it sends with everything. */
final class OpenAi implements Protocol {

    private static final List<String> MODELS = List.of(
            "gpt-4.1",
            "gpt-4.1-mini",
            "gpt-4o",
            "gpt-4o-mini",
            "gpt-5",
            "gpt-5-mini",
            "gpt-5.5",
            "o3",
            "text-embedding-3-large",
            "text-embedding-3-small");

    @Override
    public ProviderId provider() {
        return ProviderId.OPENAI;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                OpenAiChat.endpoint(),
                OpenAiEmbeddings.endpoint(),
                OpenAiResponses.endpoint(),
                Endpoint.get("/v1/models", OpenAi::models),
                Endpoint.get(
                        "/v1/models/:model",
                        call -> Reply.json(model(call.path().get("model")))));
    }

    @Override
    public boolean authorised(Call call) {
        String authorization = call.header().apply("authorization");
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }

    @Override
    public Reply error(Problem problem, String requestId) {
        return Reply.json(status(problem), errorBody(problem)).withRetryAfter(problem);
    }

    @Override
    public Map<String, String> headers(String requestId) {
        return Map.of(
                "x-request-id", requestId,
                "openai-processing-ms", "12",
                "openai-version", "2020-10-01",
                "x-ratelimit-limit-requests", "10000",
                "x-ratelimit-remaining-requests", "9999",
                "x-ratelimit-reset-requests", "6ms",
                "x-ratelimit-limit-tokens", "2000000",
                "x-ratelimit-remaining-tokens", "1999000",
                "x-ratelimit-reset-tokens", "30ms");
    }

    /** The error object, as it stands in a body and in an event of a stream. */
    static ObjectNode errorBody(Problem problem) {
        return Json.object(
                "error",
                Json.object(
                        "message", problem.message(),
                        "type", type(problem),
                        "param", problem.field(),
                        "code", problem.code() == null ? code(problem) : problem.code()));
    }

    private static int status(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT -> 429;
            case CONTEXT_WINDOW -> 400;
            case PLAIN -> problem.status();
        };
    }

    private static String type(Problem problem) {
        if (problem.reason() == Problem.Reason.SPEND_LIMIT) {
            return "insufficient_quota";
        }
        return switch (status(problem)) {
            case 429 -> "requests";
            case 403 -> "permission_error";
            case 500, 502, 503, 504, 529 -> "server_error";
            default -> "invalid_request_error";
        };
    }

    private static String code(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT -> "insufficient_quota";
            case CONTEXT_WINDOW -> "context_length_exceeded";
            case PLAIN ->
                switch (problem.status()) {
                    case 401 -> "invalid_api_key";
                    case 404 -> "model_not_found";
                    case 429 -> "rate_limit_exceeded";
                    default -> null;
                };
        };
    }

    private static Reply models(Call call) {
        return Reply.json(Json.object(
                "object",
                "list",
                "data",
                Json.array(MODELS.stream().map(OpenAi::model).toList())));
    }

    private static ObjectNode model(String id) {
        return Json.object("id", id, "object", "model", "created", Epoch.SECONDS, "owned_by", "openai");
    }
}
