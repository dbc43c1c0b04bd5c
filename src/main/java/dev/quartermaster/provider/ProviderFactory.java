package dev.quartermaster.provider;

import dev.quartermaster.domain.ProviderId;
import java.util.Optional;

/** Makes the providers of one kind; a CDI bean in the kind's own package. Adding a kind touches nothing else. */
public interface ProviderFactory {

    /** The kind's name: the {@code type} in configuration, and the name of its one provider unless others are set. */
    String type();

    /** Returns whether calls need a key of the key ring; Ollama needs none, Bedrock finds its credentials itself. */
    boolean needsKey();

    /** Returns whether the provider can authorise calls itself, even if the key ring has keys for it. */
    default boolean hasOwnCredentials() {
        return false;
    }

    /** Returns the base URL of the provider's public service; empty if there is none and it must be configured. */
    Optional<String> defaultBaseUrl();

    /** The environment variable that users of this kind set its base URL with; empty where there is none. */
    default Optional<String> baseUrlVariable() {
        return Optional.empty();
    }

    /** Called once for each provider of this kind, at its first use, and once more for its stand-in. */
    ChatProvider create(ProviderId id, ProviderSettings settings);
}
