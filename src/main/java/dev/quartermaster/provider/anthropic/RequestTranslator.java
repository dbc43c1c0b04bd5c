package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.provider.translation.Participants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request body. What a caller of the same dialect sent beyond the shared words goes along, at any depth; the
 * shared words win where both say something.
 */
final class RequestTranslator {

    /** The beta names a caller asked for: a header on the wire, so never in the body. */
    static final String BETA = "anthropic_beta";

    /** The API insists on a limit. What a caller leaves open is bounded, as every call's highest cost is held first. */
    private static final long LONGEST_UNASKED = 16_384;

    private static final long LONGEST_OF_UNKNOWN = 4_096;

    private static final Set<String> COUNTED = Set.of(
            "model",
            "system",
            "messages",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "cache_control",
            "mcp_servers");

    private RequestTranslator() {}

    /**
     * @param asked the call's own, or what an adapter made of it
     * @param stream whether the answer is to be streamed
     */
    static Map<String, Object> body(ProviderCall<ChatRequest> call, ChatRequest asked, boolean stream, Json json) {
        ChatRequest request = Participants.unnamed(asked, call.unsupported());
        boolean sameDialect = request.dialect() == Dialect.ANTHROPIC_MESSAGES;
        Context context = new Context(request, call.model(), call.unsupported(), sameDialect, json);
        ForeignFields.report(request, Dialect.ANTHROPIC_MESSAGES, call.unsupported());
        reportUnknown(context);
        long maxTokens = maxTokens(context);
        Turns turns = new TurnTranslator(context).turns();
        Fields body = Fields.with("model", call.model().key().id())
                .set("max_tokens", maxTokens)
                .set("system", turns.system())
                .set("messages", turns.messages());
        ToolTranslator tools = new ToolTranslator(context);
        body.set("tools", tools.tools()).set("tool_choice", tools.choice());
        new OptionTranslator(context, maxTokens).write(body);
        body.set("stream", stream ? true : null)
                .set(CacheMark.FIELD, request.extra().get(CacheMark.FIELD));
        if (sameDialect) {
            merge(body.map(), unwritten(request.extra()));
        }
        CacheLimit.hold(body.map(), call.unsupported());
        return body.map();
    }

    /** Betas go into a header; what there is of {@code thinking} beyond the shared words is written with them. */
    private static Map<String, Object> unwritten(Map<String, Object> extra) {
        Map<String, Object> rest = new LinkedHashMap<>(extra);
        rest.keySet().removeAll(Set.of(BETA, "thinking"));
        return rest;
    }

    /** The part of a request body that token counting takes. */
    static Map<String, Object> countBody(ProviderCall<ChatRequest> call, Json json) {
        Map<String, Object> body = new LinkedHashMap<>(body(call, call.request(), false, json));
        body.keySet().retainAll(COUNTED);
        return body;
    }

    private static long maxTokens(Context context) {
        Integer asked = context.request().options().maxTokens();
        Long most = context.model().maxOutputTokens();
        if (asked != null) {
            return asked;
        }
        return most == null ? LONGEST_OF_UNKNOWN : Math.min(most, LONGEST_UNASKED);
    }

    private static void reportUnknown(Context context) {
        Options options = context.request().options();
        if (options.n() != null && options.n() != 1) {
            context.lost(RequestField.N, "this provider gives one answer a request");
        }
        if (options.seed() != null) {
            context.lost(RequestField.SEED, "this provider's models take no seed");
        }
        ForeignFields.reportLogprobs(context.request(), context.fidelity());
        reportPenalty(context, RequestField.PRESENCE_PENALTY, options.presencePenalty());
        reportPenalty(context, RequestField.FREQUENCY_PENALTY, options.frequencyPenalty());
    }

    private static void reportPenalty(Context context, RequestField field, @Nullable Double penalty) {
        if (penalty != null && penalty != 0) {
            context.lost(field, "this provider's models take no penalties");
        }
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> body, Map<String, Object> extra) {
        extra.forEach((name, value) -> {
            Object own = body.get(name);
            if (own instanceof Map<?, ?> map && value instanceof Map<?, ?> more) {
                Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) map);
                merge(merged, (Map<String, Object>) more);
                body.put(name, merged);
            } else if (!body.containsKey(name)) {
                body.put(name, value);
            }
        });
    }
}
