package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.Map;

/** Which model an entry of LiteLLM's price file is about, by its name there and its provider's. */
final class LiteLlmName {

    /** LiteLLM's names of known providers that {@link ProviderId} lacks. */
    private static final Map<String, ProviderId> PROVIDERS = Map.of(
            "text-completion-openai", ProviderId.OPENAI,
            "gemini", ProviderId.GOOGLE,
            "bedrock", ProviderId.BEDROCK,
            "bedrock_converse", ProviderId.BEDROCK);

    private LiteLlmName() {}

    /** @throws UnusableRow when the name stands for something else than a model that can be called by it */
    static ModelKey key(String name, String provider) {
        ProviderId known = provider(provider);
        String id = withoutPrefix(name, provider, known);
        if (id.startsWith("ft:")) {
            throw new UnusableRow("it is the price of fine-tuned models, not a model");
        }
        if (known.equals(ProviderId.BEDROCK) && id.indexOf('/') >= 0) {
            throw new UnusableRow("it is the price in one region or of a commitment, not a model's own");
        }
        return new ModelKey(known, id);
    }

    /** @throws IllegalArgumentException when it can be nobody's name */
    static ProviderId provider(String name) {
        ProviderId known = PROVIDERS.get(name);
        return known == null ? ProviderId.of(name) : known;
    }

    private static String withoutPrefix(String name, String provider, ProviderId known) {
        for (String prefix : new String[] {provider, known.value()}) {
            if (name.startsWith(prefix + "/")) {
                return name.substring(prefix.length() + 1);
            }
        }
        return name.startsWith("bedrock/") && known.equals(ProviderId.BEDROCK)
                ? name.substring("bedrock/".length())
                : name;
    }
}
