package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.provider.translation.Participants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes a request body. The end user's id has no place in it, and the model is named in the URL.
 */
final class RequestTranslator {

    private static final Set<String> COUNTED = Set.of("contents", "systemInstruction", "tools", "toolConfig");

    private RequestTranslator() {}

    /** @param asked the call's own, or what an adapter made of it */
    static Map<String, Object> body(ProviderCall<ChatRequest> call, ChatRequest asked, Json json) {
        ChatRequest request = Participants.unnamed(asked, call.unsupported());
        Context context = Context.of(request, call.model(), call.unsupported(), json);
        ForeignFields.report(request, Dialect.GOOGLE_GENERATE, call.unsupported());
        ForeignFields.reportUser(request, call.unsupported());
        TurnTranslator turns = new TurnTranslator(context);
        ToolTranslator tools = new ToolTranslator(context);
        Fields body = Fields.with("contents", turns.contents())
                .set("systemInstruction", turns.systemInstruction())
                .set("tools", tools.tools())
                .set("toolConfig", tools.config())
                .set("generationConfig", new ConfigTranslator(context).config());
        return context.sameDialect() ? body.add(request.extra()).map() : body.map();
    }

    /** Writes the body of a token count: the request, with its model inside. */
    static Map<String, Object> countBody(ProviderCall<ChatRequest> call, Json json) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "models/" + modelId(call.model().key().id()));
        Map<String, Object> body = body(call, call.request(), json);
        body.keySet().retainAll(COUNTED);
        request.putAll(body);
        return Map.of("generateContentRequest", request);
    }

    /** Google's own lists name models with their collection; the URL has that already. */
    static String modelId(String id) {
        return id.startsWith("models/") ? id.substring("models/".length()) : id;
    }
}
