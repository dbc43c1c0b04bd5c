package dev.quartermaster.provider;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import java.util.Map;
import java.util.Set;

/** Looks after the top-level fields of a request that mean something to another protocol than the one it goes out in. */
public final class ForeignFields {

    /**
     * These change how a provider bills, stores or caches, repeat what the shared form says, or leave a matter to the model
     * ({@code thinking}: adaptive) or say how much of its reasoning is shown ({@code reasoning}: a summary), but change no
     * answer.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "anthropic_beta",
            "cache_control",
            "inference_geo",
            "metadata",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning",
            "safety_identifier",
            "service_tier",
            "store",
            "stream",
            "stream_options",
            "thinking");

    /** An object of settings, of which each is reported by itself. */
    private static final String SETTINGS = "text";

    private ForeignFields() {}

    /** Reports each field that the protocol {@code own} cannot express, unless leaving it out changes no answer. */
    public static void report(ChatRequest request, Dialect own, Fidelity fidelity) {
        if (request.dialect() == own) {
            return;
        }
        request.extra().forEach((field, value) -> {
            if (field.equals(SETTINGS) && value instanceof Map<?, ?> settings) {
                settings.keySet().forEach(name -> lost(field + "." + name, fidelity));
            } else if (value != null && !WITHOUT_EFFECT.contains(field)) {
                lost(field, fidelity);
            }
        });
    }

    private static void lost(String field, Fidelity fidelity) {
        fidelity.lost(field, "the chosen model's provider has no such field");
    }
}
