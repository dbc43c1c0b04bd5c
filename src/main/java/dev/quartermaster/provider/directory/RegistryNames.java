package dev.quartermaster.provider.directory;

import dev.quartermaster.domain.ModelSuggestions;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.ProviderNames;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Names the known providers for the registry: the built-in ones and those that are configured. */
@Singleton
class RegistryNames implements ProviderNames {

    private final Providers providers;

    RegistryNames(Providers providers) {
        this.providers = providers;
    }

    @Override
    public Optional<String> unknown(ProviderId provider) {
        return providers.isKnown(provider) ? Optional.empty() : Optional.of(message(provider));
    }

    @Override
    public List<String> all() {
        return providers.states().stream().map(state -> state.id().value()).toList();
    }

    private String message(ProviderId provider) {
        Map<String, Set<String>> names = new TreeMap<>();
        all().forEach(name -> names.put(name, Set.of(ModelSuggestions.squash(name))));
        List<String> near = ModelSuggestions.of(provider.value(), names);
        return "provider '" + provider + "' is neither built in nor configured under quartermaster.providers."
                + (near.isEmpty() ? "; known are " + String.join(", ", all()) : "; did you mean " + near.get(0) + "?");
    }
}
