package dev.quartermaster.inference;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.routing.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent goes on with that nobody set fallbacks for: the newest model of the family that stands in for the one
 * that failed, at the same provider; then what stands in for that one, until a family comes again.
 */
@ApplicationScoped
class DefaultFallbacks {

    private static final Pattern PROFILE = Pattern.compile("^([a-z-]+)\\.[a-z0-9]+\\.[a-z]");

    private final Map<String, String> families;

    DefaultFallbacks(AgentFallbacksConfig config) {
        this.families = config.families();
    }

    /** In the order they are tried; none where nothing is known to stand in. */
    List<ModelSpec> of(ModelSpec asked, RegistrySnapshot models) {
        List<ModelSpec> fallbacks = new ArrayList<>();
        List<String> met = new ArrayList<>();
        Optional<String> family = family(asked);
        while (family.isPresent() && !met.contains(family.get())) {
            met.add(family.get());
            String other = families.get(family.get());
            if (met.contains(other)) {
                break;
            }
            newest(other, asked, models).ifPresent(fallbacks::add);
            family = Optional.of(other).filter(families::containsKey);
        }
        return fallbacks;
    }

    private Optional<String> family(ModelSpec model) {
        String id = model.key().id().toLowerCase(Locale.ROOT);
        return families.keySet().stream().filter(id::contains).sorted().findFirst();
    }

    private static Optional<ModelSpec> newest(String family, ModelSpec asked, RegistrySnapshot models) {
        return models.entries().stream()
                .filter(entry -> standsIn(entry.model(), family, asked))
                .max(Comparator.comparing(DefaultFallbacks::released)
                        .thenComparing(entry -> entry.model().key(), Comparator.<ModelKey>reverseOrder()))
                .flatMap(entry -> models.find(entry.model().key()));
    }

    private static boolean standsIn(ModelSpec model, String family, ModelSpec asked) {
        return model.enabled()
                && model.key().provider().equals(asked.key().provider())
                && model.key().id().toLowerCase(Locale.ROOT).contains(family)
                && scope(model).equals(scope(asked))
                && model.capabilities().contains(Need.TEXT);
    }

    /** Where Bedrock's profiles keep the data ({@code eu} of {@code eu.anthropic.claude-…}), which must not change. */
    private static String scope(ModelSpec model) {
        Matcher profile = PROFILE.matcher(model.key().id());
        return profile.find() ? profile.group(1) : "";
    }

    private static LocalDate released(RegistryEntry entry) {
        return entry.releaseDate() == null ? LocalDate.MIN : entry.releaseDate();
    }
}
