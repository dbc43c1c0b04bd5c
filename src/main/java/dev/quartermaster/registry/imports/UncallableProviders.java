package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.ProviderId;
import java.util.Optional;

/** Providers of foreign lists that cannot be called from here. */
final class UncallableProviders {

    private UncallableProviders() {}

    /** The provider a list means, whether or not it is known here; empty when that can be nobody's name. */
    static Optional<ProviderId> canonical(String name) {
        try {
            return Optional.of(LiteLlmName.provider(name));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    static String reason(String provider) {
        if (provider.startsWith("vertex_ai") || provider.startsWith("google-vertex")) {
            return "Vertex AI is another service than the Gemini API, with names and prices of its own";
        }
        return "no provider of this name is configured (quartermaster.providers." + provider + ")";
    }
}
