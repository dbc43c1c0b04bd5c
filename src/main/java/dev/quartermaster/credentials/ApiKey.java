package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;

/**
 * One key of one provider.
 *
 * @param id names the key in attempts and logs, from its place and source, never from its value: {@code openai-2}
 */
public record ApiKey(ProviderId provider, String id, String value) {

    public ApiKey {
        if (provider == null || id == null || value == null || value.isBlank()) {
            throw new IllegalArgumentException("a key needs a provider, an id and a value");
        }
    }

    /** Returns the key masked for operators: its last four characters, and those only if it is long. */
    public String masked() {
        return value.length() < 12 ? "…" : "…" + value.substring(value.length() - 4);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
