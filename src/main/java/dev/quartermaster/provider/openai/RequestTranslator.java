package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.openai.wire.CommonFields;
import dev.quartermaster.provider.openai.wire.Effort;
import dev.quartermaster.provider.openai.wire.EndUser;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a request body. The caller's own further fields go along when the caller speaks this dialect too. */
final class RequestTranslator {

    private static final int MOST_STOPS = 4;

    private RequestTranslator() {}

    /**
     * Writes the request body. Unsupported fields go to the call's {@link UnsupportedFieldPolicy}.
     *
     * @param stream whether to stream the answer; usage is requested in any case
     */
    static Map<String, Object> body(ProviderCall<ChatRequest> call, boolean stream) {
        return body(call, stream, null);
    }

    /** @param reasoningField where the provider wants the model's earlier reasoning back; null where it does not */
    static Map<String, Object> body(ProviderCall<ChatRequest> call, boolean stream, @Nullable String reasoningField) {
        Context context = Context.of(call, reasoningField);
        ChatRequest request = call.request();
        ForeignFields.report(
                CommonFields.without(request, Dialect.OPENAI_CHAT), Dialect.OPENAI_CHAT, call.unsupported());
        Fields body = Fields.with("model", call.model().key().id())
                .set("messages", new MessageTranslator(context).messages());
        options(body, context);
        List<Map<String, Object>> tools = tools(context);
        if (!tools.isEmpty() || request.tools().isEmpty()) {
            body.set("tools", tools.isEmpty() ? null : tools)
                    .set("tool_choice", toolChoice(request))
                    .set("parallel_tool_calls", request.parallelToolCalls());
        }
        body.set("response_format", responseFormat(context));
        if (stream) {
            body.set("stream", true).set("stream_options", streamOptions(request));
        }
        if (context.sameDialect()) {
            body.add(request.extra());
            dropStreamOptionsUnless(stream, body);
        } else {
            body.add(CommonFields.of(request, Dialect.OPENAI_CHAT));
        }
        return body.map();
    }

    /** Reasoning models refuse the older name of the token limit, and many compatible servers know only that one. */
    private static void options(Fields body, Context context) {
        Options options = context.request().options();
        if (options.topK() != null) {
            context.unsupported(RequestField.TOP_K, "this provider's models have no top_k");
        }
        body.set(context.reasons() ? "max_completion_tokens" : "max_tokens", options.maxTokens())
                .set("temperature", options.temperature())
                .set("top_p", options.topP())
                .set("stop", stop(context))
                .set("seed", options.seed())
                .set("n", options.n())
                .set("presence_penalty", options.presencePenalty())
                .set("frequency_penalty", options.frequencyPenalty())
                .set("logprobs", options.logprobs())
                .set("top_logprobs", options.topLogprobs())
                .set("reasoning_effort", Effort.of(options, context.model(), context.paths(), context.unsupported()))
                .set("user", EndUser.of(context.request()));
    }

    /** OpenAI itself takes four; other services take more, or say what they take. */
    private static @Nullable List<String> stop(Context context) {
        List<String> stop = context.request().options().stop();
        if (stop.size() <= MOST_STOPS || !context.isOpenAi()) {
            return stop.isEmpty() ? null : stop;
        }
        context.unsupported(RequestField.STOP, "this provider takes at most " + MOST_STOPS + " stop sequences");
        return stop.subList(0, MOST_STOPS);
    }

    private static List<Map<String, Object>> tools(Context context) {
        List<ToolSpec> tools = context.request().tools();
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            switch (tool.kind()) {
                case FUNCTION -> written.add(function(tool, context));
                case CUSTOM -> written.add(custom(tool, context));
                case HOSTED -> hosted(tool, context.paths().tool(i), context, written);
            }
        }
        return written;
    }

    private static Map<String, Object> function(ToolSpec tool, Context context) {
        Map<String, Object> function = Fields.with("name", tool.name())
                .set("description", tool.description())
                .set("parameters", tool.parameters().isEmpty() ? null : tool.parameters())
                .set("strict", tool.strict())
                .map();
        return Fields.with("type", "function")
                .set("function", function)
                .add(context.further(tool.extra()))
                .map();
    }

    private static Map<String, Object> custom(ToolSpec tool, Context context) {
        Map<String, Object> custom = Fields.with("name", tool.name())
                .set("description", tool.description())
                .set("format", format(tool.parameters()))
                .map();
        return Fields.with("type", "custom")
                .set("custom", custom)
                .add(context.further(tool.extra()))
                .map();
    }

    /** A grammar stands in an object of its own here. */
    private static @Nullable Map<String, Object> format(Map<String, Object> format) {
        if (!"grammar".equals(format.get("type"))) {
            return format.isEmpty() ? null : format;
        }
        Map<String, Object> grammar = new LinkedHashMap<>(format);
        grammar.remove("type");
        return Map.of("type", "grammar", "grammar", grammar);
    }

    private static void hosted(ToolSpec tool, String field, Context context, List<Map<String, Object>> written) {
        if (context.sameDialect()) {
            written.add(tool.extra());
        } else {
            context.unsupported(field, "this provider has no tool of type " + tool.hostedType());
        }
    }

    private static @Nullable Object toolChoice(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        if (choice == null) {
            return null;
        }
        if (choice.mode() != ToolChoice.Mode.NAMED) {
            return choice.mode().name().toLowerCase(Locale.ROOT);
        }
        String kind = request.namesCustomTool() ? "custom" : "function";
        return Fields.with("type", kind)
                .set(kind, Map.of("name", choice.name()))
                .map();
    }

    private static @Nullable Map<String, Object> responseFormat(Context context) {
        ResponseFormat format = context.request().responseFormat();
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
        return written.add(context.further(format.extra())).map();
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
