package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import dev.quartermaster.provider.translation.Participants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a request body. */
final class RequestTranslator {

    private final ObjectMapper mapper;

    RequestTranslator(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Writes the request body. Fields that the protocol does not support go to the call's {@link
     * UnsupportedFieldPolicy}.
     */
    Map<String, Object> body(ProviderCall<ChatRequest> call, boolean stream) {
        ChatRequest request = Participants.unnamed(call.request(), call.unsupported());
        UnsupportedFieldPolicy unsupported = call.unsupported();
        FieldPaths paths = request.paths();
        reportTheInexpressible(request, paths, unsupported);
        ForeignFields.report(request, Dialect.OLLAMA_CHAT, unsupported);
        ForeignFields.reportUser(request, unsupported);
        ForeignFields.reportParallelToolCalls(request, unsupported);
        Fields body = Fields.with("model", call.model().key().id())
                .set("messages", new MessageTranslator(mapper, unsupported, paths).messages(request.messages()))
                .set("tools", tools(request, paths, unsupported))
                .set("format", format(request.responseFormat()))
                .set("think", new Thinking(call.model(), paths, unsupported).think(request.options()));
        Map<String, Object> options = options(request.options());
        body.set("options", options.isEmpty() ? null : options).set("stream", stream);
        return request.dialect() == Dialect.OLLAMA_CHAT
                ? body.add(request.extra()).map()
                : body.map();
    }

    private static void reportTheInexpressible(
            ChatRequest request, FieldPaths paths, UnsupportedFieldPolicy unsupported) {
        Options options = request.options();
        if (options.n() != null && options.n() != 1) {
            unsupported.unsupported(paths.of(RequestField.N), "this provider gives one answer at a time");
        }
        if (Boolean.TRUE.equals(options.logprobs())) {
            unsupported.unsupported(paths.of(RequestField.LOGPROBS), "this provider reports no log probabilities");
        }
        if (options.topLogprobs() != null) {
            unsupported.unsupported(paths.of(RequestField.TOP_LOGPROBS), "this provider reports no log probabilities");
        }
        ToolChoice choice = request.toolChoice();
        if (choice != null && (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED)) {
            unsupported.unsupported(paths.of(RequestField.TOOL_CHOICE), "this provider cannot be made to use a tool");
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
    private static @Nullable List<Map<String, Object>> tools(
            ChatRequest request, FieldPaths paths, UnsupportedFieldPolicy unsupported) {
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
                unsupported.unsupported(paths.tool(i), "only functions can be offered to this provider");
            }
        }
        return written.isEmpty() ? null : written;
    }

    private static Map<String, Object> tool(ToolSpec tool) {
        return Fields.with("type", "function")
                .set(
                        "function",
                        Fields.with("name", tool.name())
                                .set("description", tool.description())
                                .set("parameters", ParameterSchema.of(tool.parameters()))
                                .map())
                .map();
    }

    private static @Nullable Object format(@Nullable ResponseFormat format) {
        if (format == null) {
            return null;
        }
        return switch (format.kind()) {
            case TEXT -> null;
            case JSON_OBJECT -> "json";
            case JSON_SCHEMA -> format.schema();
        };
    }
}
