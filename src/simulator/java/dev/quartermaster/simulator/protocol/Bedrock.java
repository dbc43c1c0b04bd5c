package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Amazon Bedrock, the runtime and the control plane: what it offers and how it puts errors. Takes any signature or bearer
 * token.
 */
final class Bedrock implements Protocol {

    private final BedrockQuestion questions;
    private final BedrockControl control;

    Bedrock(ObjectMapper json) {
        this.questions = new BedrockQuestion(json);
        this.control = new BedrockControl();
    }

    @Override
    public ProviderId provider() {
        return ProviderId.BEDROCK;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>(runtime(""));
        // The same for one region, which calls only what it offers.
        runtime("/runtime/:region")
                .forEach(endpoint ->
                        endpoints.add(new Endpoint(endpoint.method(), endpoint.path(), endpoint.target(), call -> {
                            control.requireCallable(call.path().get("region"), model(call));
                            return endpoint.answer().apply(call);
                        })));
        endpoints.addAll(control.endpoints());
        return endpoints;
    }

    private List<Endpoint> runtime(String base) {
        BedrockConverse converse = new BedrockConverse(questions);
        return List.of(
                Endpoint.post(
                        base + "/model/:model/converse",
                        call -> new Target(Operation.CHAT, model(call), false),
                        converse::whole),
                Endpoint.post(
                        base + "/model/:model/converse-stream",
                        call -> new Target(Operation.CHAT, model(call), true),
                        converse::streamed),
                Endpoint.post(
                        base + "/model/:model/count-tokens",
                        call -> new Target(Operation.COUNT_TOKENS, model(call), false),
                        this::countTokens),
                Endpoint.post(
                        base + "/model/:model/invoke",
                        call -> new Target(Operation.EMBEDDINGS, model(call), false),
                        BedrockEmbeddings::answer));
    }

    static String model(Call call) {
        return call.path().get("model");
    }

    @Override
    public boolean authorised(Call call) {
        String authorization = call.header().apply("authorization");
        return authorization != null
                && (authorization.startsWith("AWS4-HMAC-SHA256 ")
                        || authorization.regionMatches(true, 0, "Bearer ", 0, 7));
    }

    /** The kind of error stands in a header; the body has the message alone. */
    @Override
    public Reply error(Problem problem, String requestId) {
        String type = problem.code() == null ? type(problem) : problem.code();
        return Reply.json(status(problem), errorBody(problem))
                .withHeaders(Map.of("x-amzn-errortype", type + ":http://internal.amazon.com/coral/com.amazon.bedrock/"))
                .withRetryAfter(problem);
    }

    @Override
    public Map<String, String> headers(String requestId) {
        return Map.of("x-amzn-requestid", requestId);
    }

    static ObjectNode errorBody(Problem problem) {
        String message = problem.reason() == Problem.Reason.CONTEXT_WINDOW
                ? "Input is too long for requested model."
                : problem.message();
        return Json.object("message", message);
    }

    private static int status(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT, CONTEXT_WINDOW -> 400;
            // What others refuse for want of a key is forbidden here.
            case PLAIN -> problem.status() == 401 ? 403 : problem.status();
        };
    }

    static String type(Problem problem) {
        return switch (problem.reason()) {
            case SPEND_LIMIT -> "ServiceQuotaExceededException";
            case CONTEXT_WINDOW -> "ValidationException";
            case PLAIN -> type(problem.status());
        };
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "UnrecognizedClientException";
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 409 -> "ConflictException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 502, 503, 529 -> "ServiceUnavailableException";
            default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    }

    private Reply countTokens(Call call) {
        JsonNode prompt = call.at("input", "converse");
        if (prompt instanceof ObjectNode body) {
            Call counted = new Call(call.id(), call.path(), call.query(), call.header(), body, call.twist());
            return Reply.json(Json.object("inputTokens", questions.of(counted).promptTokens()));
        }
        return Reply.json(
                Json.object("inputTokens", BedrockEmbeddings.tokens(call.at("input", "invokeModel", "body"))));
    }
}
