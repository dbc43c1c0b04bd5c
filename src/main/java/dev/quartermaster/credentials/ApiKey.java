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

    /** What an operator may see of it: its last four characters, and those only of a long one. */
    public String masked() {
        return value.length() < 12 ? "…" : "…" + value.substring(value.length() - 4);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
