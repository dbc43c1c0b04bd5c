package dev.quartermaster.provider;

import dev.quartermaster.domain.ProviderId;

/** Makes the providers of one kind; a CDI bean in the kind's own package. Adding a kind touches nothing else. */
public interface ProviderFactory {

    /** The kind's name: the {@code type} in configuration, and the name of its one provider unless others are set. */
    String type();

    /** Whether its calls need a key of the key ring; Ollama needs none, Bedrock finds its credentials itself. */
    boolean needsKey();

    /** Where the provider's public service is; null where there is none and the base URL must be configured. */
    String defaultBaseUrl();

    ChatProvider create(ProviderId id, ProviderSettings settings);
}
