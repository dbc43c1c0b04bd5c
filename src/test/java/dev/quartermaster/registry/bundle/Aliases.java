package dev.quartermaster.registry.bundle;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives Claude models the short names people use, at Anthropic and for Bedrock's unprefixed ids: the id without maker,
 * date and version ({@code claude-sonnet-4-5}), and the family's name ({@code claude-sonnet}) for its newest enabled
 * model. A name that is already an id at that provider is not given away.
 */
final class Aliases {

    private static final Pattern CLAUDE =
            Pattern.compile("(?:anthropic\\.)?(claude-.+?)(?:-(\\d{8}))?(?:-v\\d+(?::\\d+)?)?");

    /** Newest first; of one day's, the shortest id, which is the one without a date. */
    private static final Comparator<RegistryEntry> NEWEST = Comparator.comparing(
                    Aliases::released, Comparator.reverseOrder())
            .thenComparing(entry -> entry.model().key().id().length())
            .thenComparing(entry -> entry.model().key());

    private Aliases() {}

    static List<RegistryEntry> addTo(List<RegistryEntry> entries) {
        Set<ModelKey> taken = new HashSet<>();
        entries.forEach(entry -> taken.add(entry.model().key()));
        Map<ModelKey, List<String>> given = new HashMap<>();
        List<RegistryEntry> newestFirst = entries.stream()
                .filter(entry -> isNamed(entry.model().key()))
                .sorted(NEWEST)
                .toList();
        newestFirst.forEach(
                entry -> give(entry, CLAUDE.matcher(entry.model().key().id()), taken, given));
        newestFirst.stream()
                .filter(entry -> entry.model().enabled() && entry.family() != null)
                .forEach(entry -> give(entry, entry.family(), taken, given));
        return entries.stream()
                .map(entry ->
                        withAliases(entry, given.getOrDefault(entry.model().key(), List.of())))
                .toList();
    }

    private static boolean isNamed(ModelKey key) {
        boolean isClaudeSeller =
                key.provider().equals(ProviderId.ANTHROPIC) || key.provider().equals(ProviderId.BEDROCK);
        return isClaudeSeller && CLAUDE.matcher(key.id()).matches();
    }

    /** The day of release; where only the id tells it, that one. */
    private static String released(RegistryEntry entry) {
        Matcher id = CLAUDE.matcher(entry.model().key().id());
        String dated = id.matches() && id.group(2) != null ? id.group(2) : "00000000";
        return entry.releaseDate() == null
                ? dated
                : entry.releaseDate().toString().replace("-", "");
    }

    private static void give(RegistryEntry entry, Matcher id, Set<ModelKey> taken, Map<ModelKey, List<String>> given) {
        if (id.matches()) {
            give(entry, id.group(1), taken, given);
        }
    }

    private static void give(RegistryEntry entry, String name, Set<ModelKey> taken, Map<ModelKey, List<String>> given) {
        ModelKey key = entry.model().key();
        if (taken.add(new ModelKey(key.provider(), name))) {
            given.computeIfAbsent(key, none -> new ArrayList<>()).add(name);
        }
    }

    private static RegistryEntry withAliases(RegistryEntry entry, List<String> aliases) {
        ModelSpec model = entry.model();
        List<String> all = new ArrayList<>(model.aliases());
        all.addAll(aliases);
        ModelSpec named = new ModelSpec(
                model.key(),
                model.name(),
                model.capabilities(),
                model.features(),
                model.pricing(),
                model.rateLimits(),
                model.inputModalities(),
                model.outputModalities(),
                model.contextWindow(),
                model.maxInputTokens(),
                model.maxOutputTokens(),
                model.reasoning(),
                model.averageResponseTimeMs(),
                all,
                model.fallbacks(),
                model.deprecationDate(),
                model.regions(),
                model.residency(),
                model.endpoints(),
                model.enabled());
        return new RegistryEntry(named, entry.family(), entry.releaseDate(), entry.note());
    }
}
