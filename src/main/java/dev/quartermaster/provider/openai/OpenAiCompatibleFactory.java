package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Creates providers for other services with OpenAI's protocol. They need a base URL; many take no key, and few serve
 * more than chat completions.
 */
@Singleton
class OpenAiCompatibleFactory implements ProviderFactory {

    private final OpenAiFactory openAi;

    OpenAiCompatibleFactory(OpenAiFactory openAi) {
        this.openAi = openAi;
    }

    @Override
    public String type() {
        return "openai-compatible";
    }

    @Override
    public boolean needsKey() {
        return false;
    }

    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.empty();
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        return openAi.create(id, settings, false);
    }
}
