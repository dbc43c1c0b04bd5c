package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.openai.wire.CommonFields;
import dev.quartermaster.provider.openai.wire.Effort;
import dev.quartermaster.provider.openai.wire.EndUser;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import dev.quartermaster.provider.translation.Participants;
import dev.quartermaster.provider.translation.RequestedReasoning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request body. Nothing is ever stored upstream, as nothing is here; so a caller who speaks this dialect gets a
 * reasoning model's reasoning sealed, to send it back: without its seal it would be lost between two requests.
 */
final class RequestTranslator {

    private static final String INCLUDE = "include";
    private static final String REASONING = "reasoning";
    private static final String SEALED_REASONING = "reasoning.encrypted_content";
    private static final String LOGPROBS = "message.output_text.logprobs";
    private static final String NO_SUCH_SETTING = "this provider has no such setting in this protocol";

    private static final int LEAST_TOKENS = 16;

    private RequestTranslator() {}

    /**
     * Writes the request body. Unsupported fields go to the call's {@link UnsupportedFieldPolicy}.
     *
     * @param stream whether to stream the answer
     */
    static Map<String, Object> body(ProviderCall<ChatRequest> call, boolean stream) {
        ChatRequest request = Participants.unnamed(call.request(), call.unsupported());
        Context context = Context.of(call, request);
        ForeignFields.report(
                CommonFields.without(request, Dialect.OPENAI_RESPONSES), Dialect.OPENAI_RESPONSES, call.unsupported());
        reportUnknown(context);
        InputWriter input = new InputWriter(context);
        Fields body = Fields.with("model", call.model().key().id())
                .set("instructions", input.instructions())
                .set("input", input.items());
        options(body, context);
        new ToolWriter(context).write(body);
        body.set("text", format(request, context.sameDialect()))
                .set("store", false)
                .set("stream", stream ? true : null);
        body.add(context.sameDialect() ? request.extra() : foreign(request));
        if (!RequestedReasoning.mayReason(context.model())) {
            body.map().remove(REASONING);
        }
        include(body, context);
        if (!stream) {
            body.map().remove("stream_options");
        }
        return body.map();
    }

    private static void options(Fields body, Context context) {
        Options options = context.request().options();
        String effort = Effort.of(options, context.model(), context.paths(), context.unsupported());
        body.set("max_output_tokens", maxTokens(context))
                .set("temperature", options.temperature())
                .set("top_p", options.topP())
                .set("top_logprobs", options.topLogprobs())
                .set(
                        REASONING,
                        effort == null ? null : Fields.with("effort", effort).map());
        boolean anthropic = context.request().dialect() == Dialect.ANTHROPIC_MESSAGES;
        body.set(anthropic ? "safety_identifier" : "user", EndUser.of(context.request()));
    }

    /** Clients that only want to see whether a key works ask for a single token. */
    private static @Nullable Integer maxTokens(Context context) {
        Integer asked = context.request().options().maxTokens();
        if (asked == null || asked >= LEAST_TOKENS) {
            return asked;
        }
        context.unsupported()
                .omitted(
                        context.paths().of(RequestField.MAX_TOKENS),
                        "this protocol takes no less than " + LEAST_TOKENS + ", which is what is asked for");
        return LEAST_TOKENS;
    }

    /** Maps fields of another dialect that this protocol has too; labels are labels in both of OpenAI's. */
    private static Map<String, Object> foreign(ChatRequest request) {
        Map<String, Object> common = new LinkedHashMap<>(CommonFields.of(request, Dialect.OPENAI_RESPONSES));
        if (EndUser.speaksOpenAi(request) && request.extra().get("metadata") != null) {
            common.put("metadata", request.extra().get("metadata"));
        }
        return common;
    }

    private static void reportUnknown(Context context) {
        Options options = context.request().options();
        if (options.topK() != null) {
            context.unsupported(RequestField.TOP_K, "this provider's models have no top_k");
        }
        if (options.n() != null && options.n() != 1) {
            context.unsupported(RequestField.N, "this model gives one answer a request");
        }
        if (options.seed() != null) {
            context.unsupported(RequestField.SEED, NO_SUCH_SETTING);
        }
        if (!options.stop().isEmpty()) {
            context.unsupported(RequestField.STOP, NO_SUCH_SETTING);
        }
        reportPenalty(context, RequestField.PRESENCE_PENALTY, options.presencePenalty());
        reportPenalty(context, RequestField.FREQUENCY_PENALTY, options.frequencyPenalty());
    }

    private static void reportPenalty(Context context, RequestField field, @Nullable Double penalty) {
        if (penalty != null && penalty != 0) {
            context.unsupported(field, NO_SUCH_SETTING);
        }
    }

    /** The seal is asked for only where there is something to seal: a model that does not reason refuses the wish. */
    private static void include(Fields body, Context context) {
        List<Object> include = new ArrayList<>();
        if (body.map().get(INCLUDE) instanceof List<?> own) {
            include.addAll(own);
        }
        if (Boolean.TRUE.equals(context.request().options().logprobs()) && !include.contains(LOGPROBS)) {
            include.add(LOGPROBS);
        }
        include.remove(SEALED_REASONING);
        if (context.sameDialect() && context.reasons()) {
            include.add(SEALED_REASONING);
        }
        body.map().remove(INCLUDE);
        body.set(INCLUDE, include.isEmpty() ? null : include);
    }

    /** Returns the {@code text} object; null if the caller wants no format. */
    private static @Nullable Map<String, Object> format(ChatRequest request, boolean sameDialect) {
        ResponseFormat format = request.responseFormat();
        if (format == null) {
            return null;
        }
        Fields written = Fields.with("type", format.kind().name().toLowerCase(Locale.ROOT));
        if (format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            written.set("name", format.name() == null ? "answer" : format.name())
                    .set("description", format.description())
                    .set("schema", format.schema())
                    .set("strict", format.strict());
        }
        return Map.of("format", sameDialect ? written.add(format.extra()).map() : written.map());
    }
}
