package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a request body. The caller's own further fields go along when the caller speaks this dialect too. */
final class RequestTranslator {

    private RequestTranslator() {}

    /**
     * @param stream whether the answer is to be streamed; usage is then asked for in any case
     * @throws QuartermasterException naming the field that this protocol cannot express
     */
    static Map<String, Object> body(ModelSpec model, ChatRequest request, boolean stream) {
        boolean sameDialect = request.dialect() == Dialect.OPENAI_CHAT;
        Fields body = Fields.with("model", model.key().id())
                .set("messages", new MessageTranslator(sameDialect).messages(request.messages()));
        options(body, request.options(), model.features().contains(Feature.REASONING));
        if (!request.tools().isEmpty()) {
            body.set("tools", tools(request.tools(), sameDialect));
        }
        body.set("tool_choice", toolChoice(request.toolChoice()))
                .set("parallel_tool_calls", request.parallelToolCalls())
                .set("response_format", responseFormat(request.responseFormat(), sameDialect));
        if (stream) {
            body.set("stream", true).set("stream_options", streamOptions(request));
        }
        if (sameDialect) {
            body.add(request.extra());
            dropStreamOptionsUnless(stream, body);
        }
        return body.map();
    }

    /** Reasoning models refuse the older name of the token limit, and many compatible servers know only that one. */
    private static void options(Fields body, Options options, boolean reasoning) {
        if (options.topK() != null) {
            throw QuartermasterException.invalid("top_k", "this provider's models have no top_k");
        }
        body.set(reasoning ? "max_completion_tokens" : "max_tokens", options.maxTokens())
                .set("temperature", options.temperature())
                .set("top_p", options.topP())
                .set("stop", options.stop().isEmpty() ? null : options.stop())
                .set("seed", options.seed())
                .set("n", options.n())
                .set("presence_penalty", options.presencePenalty())
                .set("frequency_penalty", options.frequencyPenalty())
                .set("logprobs", options.logprobs())
                .set("top_logprobs", options.topLogprobs())
                .set("reasoning_effort", reasoningEffort(options, reasoning))
                .set("user", options.user());
    }

    /**
     * A budget of reasoning tokens becomes the nearest effort, as this protocol has no numbers: none, then low, medium
     * and high with 2,048 and 8,192 tokens between them.
     */
    private static String reasoningEffort(Options options, boolean reasoning) {
        Integer budget = options.thinkingBudget();
        if (options.reasoningEffort() != null || budget == null) {
            return options.reasoningEffort();
        }
        if (!reasoning) {
            if (budget > 0) {
                throw QuartermasterException.invalid("thinking", "this model does not reason");
            }
            return null;
        }
        if (budget == 0) {
            return "none";
        }
        return budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high";
    }

    private static List<Map<String, Object>> tools(List<ToolSpec> tools, boolean sameDialect) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            written.add(tool(tools.get(i), "tools[" + i + "]", sameDialect));
        }
        return written;
    }

    private static Map<String, Object> tool(ToolSpec tool, String field, boolean sameDialect) {
        if (tool.extra().containsKey("type") && !"function".equals(tool.extra().get("type"))) {
            if (!sameDialect) {
                throw QuartermasterException.invalid(field, "only functions can be offered to this provider");
            }
            return tool.extra();
        }
        Map<String, Object> function = Fields.with("name", tool.name())
                .set("description", tool.description())
                .set("parameters", tool.parameters().isEmpty() ? null : tool.parameters())
                .set("strict", tool.strict())
                .map();
        Fields written = Fields.with("type", "function").set("function", function);
        return sameDialect ? written.add(tool.extra()).map() : written.map();
    }

    private static Object toolChoice(ToolChoice choice) {
        if (choice == null) {
            return null;
        }
        return choice.mode() == ToolChoice.Mode.NAMED
                ? Fields.with("type", "function")
                        .set("function", Map.of("name", choice.name()))
                        .map()
                : choice.mode().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> responseFormat(ResponseFormat format, boolean sameDialect) {
        if (format == null) {
            return null;
        }
        Fields written = Fields.with("type", format.kind().name().toLowerCase(Locale.ROOT));
        if (format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            written.set(
                    "json_schema",
                    Fields.with("name", format.name() == null ? "answer" : format.name())
                            .set("description", format.description())
                            .set("schema", format.schema())
                            .set("strict", format.strict())
                            .map());
        }
        return sameDialect ? written.add(format.extra()).map() : written.map();
    }

    private static Map<String, Object> streamOptions(ChatRequest request) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (request.dialect() == Dialect.OPENAI_CHAT
                && request.extra().get("stream_options") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> options.put(String.valueOf(name), value));
        }
        options.put("include_usage", true);
        return options;
    }

    /** The provider refuses stream options on an answer that is not streamed, whatever the caller's own wish was. */
    private static void dropStreamOptionsUnless(boolean stream, Fields body) {
        if (!stream) {
            body.map().remove("stream_options");
            body.map().remove("stream");
        }
    }
}
