package dev.quartermaster.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model of one provider; unique in a registry. Written {@code provider/id}; the id itself may hold slashes and
 * colons ({@code bedrock/eu.amazon.nova-pro-v1:0}).
 */
public record ModelKey(ProviderId provider, String id) implements Comparable<ModelKey> {

    public ModelKey {
        if (provider == null || id == null || id.isBlank()) {
            throw new IllegalArgumentException("a model needs a provider and an id");
        }
    }

    /** Parses a qualified model name; empty if the provider before the slash or the id after it is missing. */
    public static Optional<ModelKey> parse(String qualified) {
        int slash = qualified.indexOf('/');
        try {
            return slash <= 0
                    ? Optional.empty()
                    : Optional.of(
                            new ModelKey(ProviderId.of(qualified.substring(0, slash)), qualified.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ModelKey other) {
        int byProvider = provider.compareTo(other.provider);
        return byProvider != 0 ? byProvider : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return provider.value() + "/" + id;
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ModelKey that && provider.equals(that.provider) && id.equals(that.id));
    }

    @Override
    public int hashCode() {
        return 31 * provider.hashCode() + id.hashCode();
    }
}
