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

    /** Null where the request asks for no tier, or for the standard one. */
    public static @Nullable RequestedTier of(ChatRequest request) {
        Object said = request.extra().get(FIELD);
        return said instanceof String word && (word.equals(AUTO) || ServiceTier.served(word) != null)
                ? new RequestedTier(request.dialect(), word)
                : null;
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
