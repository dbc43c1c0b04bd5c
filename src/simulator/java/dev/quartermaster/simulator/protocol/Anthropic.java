package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Anthropic: what it offers, how it puts errors, and the headers it sends with everything. */
final class Anthropic implements Protocol {

    private static final List<String> MODELS =
            List.of("claude-haiku-4-5", "claude-opus-4-8", "claude-sonnet-4-6", "claude-sonnet-5");

    @Override
    public ProviderId provider() {
        return ProviderId.ANTHROPIC;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                AnthropicMessages.endpoint(),
                Endpoint.post(
                        "/v1/messages/count_tokens",
                        call -> new Target(Operation.COUNT_TOKENS, call.text("model"), false),
                        call -> Reply.json(Json.object(
                                "input_tokens", AnthropicQuestion.of(call).promptTokens()))),
                Endpoint.get("/v1/models", call -> models()),
                Endpoint.get(
                        "/v1/models/:model",
                        call -> Reply.json(model(call.path().get("model")))));
    }

    @Override
    public boolean authorised(Call call) {
        return call.header().apply("x-api-key") != null || call.header().apply("authorization") != null;
    }

    @Override
    public Reply error(Problem problem, String requestId) {
        ObjectNode body = errorBody(problem);
        body.put("request_id", requestId);
        return Reply.json(status(problem), body).withRetryAfter(problem);
    }

    @Override
    public Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("request-id", requestId);
        headers.put("anthropic-organization-id", "00000000-0000-0000-0000-000000000000");
        for (String quota : new String[] {"requests", "tokens", "input-tokens", "output-tokens"}) {
            headers.put("anthropic-ratelimit-" + quota + "-limit", "400000");
            headers.put("anthropic-ratelimit-" + quota + "-remaining", "399000");
            headers.put("anthropic-ratelimit-" + quota + "-reset", Epoch.TEXT);
        }
        return headers;
    }

    /** The error object, as it stands in a body and in an event of a stream. */
    static ObjectNode errorBody(Problem problem) {
        ObjectNode error = Json.object(
                "type", problem.code() == null ? type(status(problem)) : problem.code(), "message", problem.message());
        if (problem.reason() == Problem.Reason.SPEND_LIMIT) {
            error.set("details", Json.object("error_code", "enforced_spend_limit_reached"));
        }
        return Json.object("type", "error", "error", error);
    }

    private static int status(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT -> 429;
            case CONTEXT_WINDOW -> 400;
            case PLAIN -> problem.status();
        };
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static Reply models() {
        return Reply.json(Json.object(
                "data",
                Json.array(MODELS.stream().map(Anthropic::model).toList()),
                "has_more",
                false,
                "first_id",
                MODELS.get(0),
                "last_id",
                MODELS.get(MODELS.size() - 1)));
    }

    private static ObjectNode model(String id) {
        return Json.object("type", "model", "id", id, "display_name", id, "created_at", Epoch.TEXT);
    }
}
