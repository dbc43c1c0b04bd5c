package dev.quartermaster.testing;

import dev.quartermaster.api.anthropic.AnthropicPaths;
import dev.quartermaster.api.openai.OpenAiPaths;
import dev.quartermaster.api.responses.ResponsesPaths;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plain models and requests, to be varied by tests. */
public final class Samples {

    private Samples() {}

    public static ModelSpec model(ProviderId provider, String id, Feature... features) {
        return new ModelSpec(
                new ModelKey(provider, id),
                null,
                Set.of("text-generation"),
                Set.of(features),
                Pricing.flat(Rates.of("1", "2")),
                RateLimits.NONE,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                Set.of(),
                true);
    }

    public static ChatRequest question(String text) {
        return request(Dialect.OPENAI_CHAT, Message.of(Role.USER, Part.Text.of(text)));
    }

    public static ChatRequest request(Dialect dialect, Message... messages) {
        return Requests.in(dialect).messages(messages).build();
    }

    /** The paths that a caller of a dialect knows. */
    public static FieldPaths.Factory paths(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC_MESSAGES -> AnthropicPaths.FACTORY;
            case OPENAI_RESPONSES -> ResponsesPaths.FACTORY;
            default -> OpenAiPaths.FACTORY;
        };
    }

    public static ChatRequest withFormat(ChatRequest request, ResponseFormat format) {
        return Requests.like(request).responseFormat(format).build();
    }

    public static ChatRequest withExtra(ChatRequest request, Map<String, Object> extra) {
        return Requests.like(request).extra(extra).build();
    }
}
