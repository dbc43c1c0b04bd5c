package dev.quartermaster.provider;

import dev.quartermaster.domain.chat.ChatRequest;
import io.smallrye.mutiny.Uni;

/** A provider that counts a prompt's tokens free of charge; implemented beside {@link ChatProvider} by those that can. */
public interface TokenCounter {

    /** The tokens that the call's request would have as a prompt, tools and system prompts included. */
    Uni<Long> countTokens(ProviderCall<ChatRequest> call);
}
