package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import dev.quartermaster.provider.ForeignFields;
import dev.quartermaster.provider.Participants;
import dev.quartermaster.provider.ProviderCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a request body. */
final class RequestTranslator {

    private final ObjectMapper mapper;

    RequestTranslator(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What this protocol cannot express is reported to the call's fidelity, and left out if that lets it go. */
    Map<String, Object> body(ProviderCall call, boolean stream) {
        ChatRequest request = Participants.unnamed(call.request(), call.fidelity());
        Fidelity fidelity = call.fidelity();
        reportTheInexpressible(request, fidelity);
        ForeignFields.report(request, Dialect.OLLAMA_CHAT, fidelity);
        ForeignFields.reportUser(request, fidelity);
        ForeignFields.reportParallelToolCalls(request, fidelity);
        Fields body = Fields.with("model", call.model().key().id())
                .set("messages", new MessageTranslator(mapper, fidelity).messages(request.messages()))
                .set("tools", tools(request, fidelity))
                .set("format", format(request.responseFormat()))
                .set("think", think(request.options()));
        Map<String, Object> options = options(request.options());
        body.set("options", options.isEmpty() ? null : options).set("stream", stream);
        return request.dialect() == Dialect.OLLAMA_CHAT
                ? body.add(request.extra()).map()
                : body.map();
    }

    private static void reportTheInexpressible(ChatRequest request, Fidelity fidelity) {
        Options options = request.options();
        if (options.n() != null && options.n() != 1) {
            fidelity.lost("n", "this provider gives one answer at a time");
        }
        if (Boolean.TRUE.equals(options.logprobs())) {
            fidelity.lost("logprobs", "this provider reports no log probabilities");
        }
        if (options.topLogprobs() != null) {
            fidelity.lost("top_logprobs", "this provider reports no log probabilities");
        }
        ToolChoice choice = request.toolChoice();
        if (choice != null && (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED)) {
            fidelity.lost("tool_choice", "this provider cannot be made to use a tool");
        }
    }

    private static Map<String, Object> options(Options options) {
        return Fields.with("num_predict", options.maxTokens())
                .set("temperature", options.temperature())
                .set("top_p", options.topP())
                .set("top_k", options.topK())
                .set("seed", options.seed())
                .set("stop", options.stop().isEmpty() ? null : options.stop())
                .set("presence_penalty", options.presencePenalty())
                .set("frequency_penalty", options.frequencyPenalty())
                .map();
    }

    /** A choice of "no tool" is expressed by offering none. */
    private static List<Map<String, Object>> tools(ChatRequest request, Fidelity fidelity) {
        boolean none = request.toolChoice() != null && request.toolChoice().mode() == ToolChoice.Mode.NONE;
        if (none || request.tools().isEmpty()) {
            return null;
        }
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < request.tools().size(); i++) {
            ToolSpec tool = request.tools().get(i);
            if (tool.kind() == ToolSpec.Kind.FUNCTION) {
                written.add(tool(tool));
            } else {
                fidelity.lost("tools[" + i + "]", "only functions can be offered to this provider");
            }
        }
        return written.isEmpty() ? null : written;
    }

    private static Map<String, Object> tool(ToolSpec tool) {
        Map<String, Object> parameters = tool.parameters().isEmpty() ? Map.of("type", "object") : tool.parameters();
        return Fields.with("type", "function")
                .set(
                        "function",
                        Fields.with("name", tool.name())
                                .set("description", tool.description())
                                .set("parameters", parameters)
                                .map())
                .map();
    }

    private static Object format(ResponseFormat format) {
        if (format == null) {
            return null;
        }
        return switch (format.kind()) {
            case TEXT -> null;
            case JSON_OBJECT -> "json";
            case JSON_SCHEMA -> format.schema();
        };
    }

    /** Its words are three; the finer ones of others become the nearest. A budget only switches reasoning on or off. */
    private static Object think(Options options) {
        if (options.reasoningEffort() == null) {
            return options.thinkingBudget() == null ? null : (Object) (options.thinkingBudget() > 0);
        }
        return switch (options.reasoningEffort().toLowerCase(Locale.ROOT)) {
            case "none", "minimal" -> false;
            case "low" -> "low";
            case "medium" -> "medium";
            default -> "high";
        };
    }
}
