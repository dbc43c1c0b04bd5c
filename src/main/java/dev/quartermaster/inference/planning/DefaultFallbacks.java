package dev.quartermaster.inference.planning;

import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Determines the fallbacks of an agent without configured ones: the newest model of the family that replaces the
 * failed one, at the same provider, and so on until a family repeats.
 */
@ApplicationScoped
class DefaultFallbacks {

    private static final Pattern PROFILE = Pattern.compile("^([a-z-]+)\\.[a-z0-9]+\\.[a-z]");

    private final Map<String, String> families;
    private final String region;
    private volatile @Nullable Known known;

    /** The cached results for one registry snapshot. */
    private record Known(RegistrySnapshot models, Map<ModelKey, List<ModelSpec>> fallbacks) {}

    @Inject
    DefaultFallbacks(AgentFallbacksConfig config, CallPolicy policy) {
        this(config.families(), policy.home());
    }

    /** @param region where Bedrock is called */
    DefaultFallbacks(Map<String, String> families, String region) {
        this.families = Map.copyOf(families);
        this.region = region;
    }

    /** In the order they are tried; none where nothing is known to stand in. */
    List<ModelSpec> of(ModelSpec asked, RegistrySnapshot models) {
        Known now = known;
        if (now == null || now.models() != models) {
            now = new Known(models, new ConcurrentHashMap<>());
            known = now;
        }
        return now.fallbacks().computeIfAbsent(asked.key(), key -> find(asked, models));
    }

    private List<ModelSpec> find(ModelSpec asked, RegistrySnapshot models) {
        List<ModelSpec> fallbacks = new ArrayList<>();
        List<String> met = new ArrayList<>();
        family(asked).ifPresent(met::add);
        String other = met.isEmpty() ? null : families.get(met.get(0));
        while (other != null && !met.contains(other)) {
            newest(other, asked, models).ifPresent(fallbacks::add);
            met.add(other);
            other = families.get(other);
        }
        return List.copyOf(fallbacks);
    }

    private Optional<String> family(ModelSpec model) {
        String id = model.key().id().toLowerCase(Locale.ROOT);
        return families.keySet().stream().filter(id::contains).sorted().findFirst();
    }

    /** Of those the region offers before others: one that could not be called would stand in for nothing. */
    private Optional<ModelSpec> newest(String family, ModelSpec asked, RegistrySnapshot models) {
        return models.entries().stream()
                .filter(entry -> standsIn(entry.model(), family, asked))
                .max(Comparator.comparing(this::isOffered)
                        .thenComparing(DefaultFallbacks::released)
                        .thenComparing(entry -> entry.model().key(), Comparator.<ModelKey>reverseOrder()))
                .flatMap(entry -> models.find(entry.model().key()));
    }

    private boolean isOffered(RegistryEntry entry) {
        List<String> regions = entry.model().regions();
        return regions.isEmpty() || regions.contains(region);
    }

    private static boolean standsIn(ModelSpec model, @Nullable String family, ModelSpec asked) {
        return model.enabled()
                && model.key().provider().equals(asked.key().provider())
                && model.key().id().toLowerCase(Locale.ROOT).contains(family)
                && scope(model).equals(scope(asked))
                && Tasks.generatesText(model);
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
