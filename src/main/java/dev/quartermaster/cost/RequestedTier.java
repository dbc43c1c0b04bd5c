package dev.quartermaster.cost;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The service tier that a caller asks for. Only providers of the caller's own dialect are told of it.
 *
 * @param dialect of the caller
 * @param word as the caller wrote it
 */
public record RequestedTier(Dialect dialect, String word) {

    private static final String FIELD = "service_tier";
    private static final String AUTO = "auto";

    /** Providers that speak a protocol of their own; any other may be one that speaks OpenAI's. */
    private static final Set<ProviderId> OWN_PROTOCOL =
            Set.of(ProviderId.ANTHROPIC, ProviderId.GOOGLE, ProviderId.BEDROCK, ProviderId.OLLAMA);

    /** Null where the request asks for no tier, and so leaves it to the provider. */
    public static @Nullable RequestedTier of(ChatRequest request) {
        return request.extra().get(FIELD) instanceof String word ? new RequestedTier(request.dialect(), word) : null;
    }

    /**
     * Returns whether a provider that is told of no tier may serve at any: at OpenAI and Anthropic that is {@code auto}, and
     * the account's settings decide.
     */
    static boolean isLeftTo(ProviderId provider) {
        return provider.equals(ProviderId.ANTHROPIC) || !OWN_PROTOCOL.contains(provider);
    }

    boolean reaches(ProviderId provider) {
        return switch (dialect) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> !OWN_PROTOCOL.contains(provider);
            case ANTHROPIC_MESSAGES -> provider.equals(ProviderId.ANTHROPIC);
            default -> false;
        };
    }

    /** Returns whether the provider may choose the tier. */
    boolean isAny() {
        return word.equals(AUTO);
    }

    /** Null for the standard tier. */
    @Nullable ServiceTier tier() {
        return ServiceTier.served(word);
    }
}
