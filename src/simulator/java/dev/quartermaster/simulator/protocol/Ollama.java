package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.brain.Vectors;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Ollama's native protocol: no keys, no rate limits, errors of one field. */
final class Ollama implements Protocol {

    private static final List<String> MODELS = List.of("gemma3:4b", "gpt-oss:20b", "llama3.2:3b", "qwen3:8b");
    private static final int DIMENSIONS = 768;

    @Override
    public ProviderId provider() {
        return ProviderId.OLLAMA;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                OllamaChat.endpoint(),
                Endpoint.post("/api/embed", target(Operation.EMBEDDINGS), Ollama::embed),
                Endpoint.post("/api/show", target(Operation.MODELS), Ollama::show),
                Endpoint.get("/api/version", call -> Reply.json(Json.object("version", "0.13.3"))),
                Endpoint.get("/api/tags", call -> models()),
                Endpoint.get("/api/ps", call -> models()));
    }

    @Override
    public boolean authorised(Call call) {
        return true;
    }

    @Override
    public Reply error(Problem problem, String requestId) {
        int status =
                switch (problem.reason()) {
                    case SPEND_LIMIT -> 402;
                    case CONTEXT_WINDOW -> 400;
                    case PLAIN -> problem.status();
                };
        return Reply.json(status, errorBody(problem)).withRetryAfter(problem);
    }

    @Override
    public Map<String, String> headers(String requestId) {
        return Map.of();
    }

    static ObjectNode errorBody(Problem problem) {
        return Json.object("error", problem.message());
    }

    private static Function<Call, Target> target(Operation operation) {
        return call -> new Target(operation, call.text("model"), false);
    }

    private static Reply embed(Call call) {
        String model = call.requiredText("model");
        List<String> inputs = OpenAiQuestion.stops(call.at("input"));
        int dimensions = call.at("dimensions").asInt(DIMENSIONS);
        return Reply.json(Json.object(
                "model",
                model,
                "embeddings",
                Json.array(inputs.stream()
                        .map(input -> Json.array(Vectors.of(model, input, dimensions)))
                        .toList()),
                "total_duration",
                OllamaChat.NANOS_PER_TOKEN,
                "load_duration",
                0,
                "prompt_eval_count",
                inputs.stream().mapToInt(Tokens::of).sum()));
    }

    private static Reply show(Call call) {
        String model = call.requiredText("model");
        return Reply.json(Json.object(
                "license",
                "",
                "modelfile",
                "# simulated " + model,
                "parameters",
                "",
                "template",
                "{{ .Prompt }}",
                "details",
                details(),
                "model_info",
                Json.object("general.architecture", "simulated", "simulated.context_length", 131_072),
                "capabilities",
                Json.array("completion", "tools", "thinking", "vision")));
    }

    private static Reply models() {
        return Reply.json(Json.object(
                "models", Json.array(MODELS.stream().map(Ollama::model).toList())));
    }

    private static ObjectNode model(String name) {
        return Json.object(
                "name",
                name,
                "model",
                name,
                "modified_at",
                Epoch.TEXT,
                "size",
                3_338_801_804L,
                "digest",
                "a2af6cc3eb7fa8be8504abaf9b04e88f17a119ec3f04a3addf55f92841195f5a",
                "details",
                details());
    }

    private static ObjectNode details() {
        return Json.object(
                "parent_model", "",
                "format", "gguf",
                "family", "simulated",
                "families", Json.array("simulated"),
                "parameter_size", "4.3B",
                "quantization_level", "Q4_K_M");
    }
}
