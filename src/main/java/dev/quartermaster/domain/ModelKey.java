package dev.quartermaster.domain;

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

    @Override
    public int compareTo(ModelKey other) {
        int byProvider = provider.compareTo(other.provider);
        return byProvider != 0 ? byProvider : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return provider.value() + "/" + id;
    }
}
