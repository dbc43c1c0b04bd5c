package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryProblem;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds entries whose provider nobody knows. They stay in the registry, as the provider may be configured on another
 * instance or tomorrow, but they are said in the log and listed as problems.
 */
@Singleton
public class UnknownProviders {

    private static final int MOST_LOGGED = 20;

    private final ModelRegistry registry;
    private final ProviderNames names;
    private volatile List<RegistryProblem> problems = List.of();

    UnknownProviders(ModelRegistry registry, ProviderNames names) {
        this.registry = registry;
        this.names = names;
    }

    void start(@Observes StartupEvent event) {
        registry.onChange(this::look);
    }

    /** The entries concerned, in the order of the file. */
    public List<RegistryProblem> problems() {
        return problems;
    }

    private void look(RegistryDocument document) {
        List<RegistryProblem> found = new ArrayList<>();
        for (RegistryEntry entry : document.entries()) {
            ModelKey key = entry.model().key();
            int place = document.places().getOrDefault(key, Overrides.PLACE);
            names.unknown(key.provider())
                    .map(why -> new RegistryProblem(key.id(), key.provider().value(), place, why))
                    .ifPresent(found::add);
        }
        found.stream()
                .filter(problem -> !problems.contains(problem))
                .limit(MOST_LOGGED)
                .forEach(problem -> Log.warnf("Registry entry that cannot be called: %s", problem));
        problems = List.copyOf(found);
    }
}
