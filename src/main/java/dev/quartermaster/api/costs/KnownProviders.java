package dev.quartermaster.api.costs;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.RegistrySnapshot;

/** Refuses names of providers that no model of the registry belongs to. */
final class KnownProviders {

    private KnownProviders() {}

    /** @throws QuartermasterException naming {@code provider} */
    static ProviderId of(RegistrySnapshot models, String name) {
        ProviderId provider;
        try {
            provider = ProviderId.of(name);
        } catch (IllegalArgumentException notAName) {
            throw QuartermasterException.invalid("provider", "'" + name + "' is not a provider's name");
        }
        boolean known = models.models().stream()
                .anyMatch(model -> model.key().provider().equals(provider));
        if (!known) {
            throw QuartermasterException.invalid("provider", "The registry has no model of a provider '" + name + "'.");
        }
        return provider;
    }
}
