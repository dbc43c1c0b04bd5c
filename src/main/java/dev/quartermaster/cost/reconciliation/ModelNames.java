package dev.quartermaster.cost.reconciliation;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds the model of ours that a provider's export means: exports name dated versions where callers use aliases, and AWS has
 * names of its own.
 */
final class ModelNames {

    private static final Pattern VERSION = Pattern.compile("-(20\\d\\d-\\d\\d-\\d\\d|20\\d{6}|latest)$");

    private final RegistrySnapshot registry;
    private final ProviderId provider;
    private final Collection<String> billed;

    /** @param billed ids of the models that the ledger has */
    ModelNames(RegistrySnapshot registry, ProviderId provider, Collection<String> billed) {
        this.registry = registry;
        this.provider = provider;
        this.billed = billed;
    }

    /** The id of the model; the name itself where no model of ours is meant. */
    String ours(String name) {
        if (billed.contains(name)) {
            return name;
        }
        String plain = VERSION.matcher(name).replaceFirst("");
        for (String candidate : List.of(name, plain)) {
            String known = registry.find(new ModelKey(provider, candidate))
                    .or(() -> registry.resolve(provider + "/" + candidate))
                    .map(ModelSpec::key)
                    .map(ModelKey::id)
                    .orElse(candidate);
            if (billed.contains(known)) {
                return known;
            }
        }
        List<String> near = billed.stream()
                .filter(id -> VERSION.matcher(id).replaceFirst("").equals(plain)
                        || letters(id).contains(letters(plain)))
                .toList();
        return near.size() == 1 ? near.get(0) : name;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
