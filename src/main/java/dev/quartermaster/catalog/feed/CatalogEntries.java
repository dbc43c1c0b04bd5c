package dev.quartermaster.catalog.feed;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.BedrockProfile;
import dev.quartermaster.registry.CatalogSupplement;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes registry entries of a catalog: one for each id that can be called on demand in some region and whose price is
 * known, its own or that of another id of the same model. Pure.
 */
final class CatalogEntries {

    /** Orders prices of one model, highest first: a budget may be left over, but not overspent. */
    private static final Comparator<RegistryEntry> DEAREST_FIRST = Comparator.comparing(
                    (RegistryEntry entry) -> entry.model().pricing().base().inputPer1m())
            .thenComparing(entry -> entry.model().pricing().base().outputPer1m())
            .reversed()
            .thenComparing(entry -> entry.model().key());

    private final Map<String, RegistryEntry> priced;

    /** @param prices entries whose prices are published, of any provider */
    CatalogEntries(List<RegistryEntry> prices) {
        priced = prices.stream()
                .filter(entry -> entry.model().key().provider().equals(ProviderId.BEDROCK))
                .filter(entry -> entry.model().pricing().base().inputPer1m().signum() > 0)
                .collect(Collectors.toMap(entry -> entry.model().key().id(), entry -> entry));
    }

    /** @param version names the catalog's content */
    CatalogSupplement of(CatalogSnapshot catalog, String version) {
        List<RegistryEntry> entries = new ArrayList<>();
        SortedMap<ModelKey, List<String>> regions = new TreeMap<>();
        for (CatalogModel model : catalog.models().values()) {
            SortedMap<String, SortedSet<String>> ids = ids(model);
            Optional<RegistryEntry> nearest = ids.keySet().stream()
                    .filter(priced::containsKey)
                    .map(priced::get)
                    .min(DEAREST_FIRST);
            ids.forEach((id, offered) -> {
                ModelKey key = new ModelKey(ProviderId.BEDROCK, id);
                regions.put(key, List.copyOf(offered));
                Optional.ofNullable(priced.get(id))
                        .or(() -> nearest)
                        .ifPresent(price -> entries.add(entry(key, model, price, offered)));
            });
        }
        return new CatalogSupplement(version, entries, regions);
    }

    /** Every id the model can be called by, with the regions it can be called from. */
    private static SortedMap<String, SortedSet<String>> ids(CatalogModel model) {
        SortedMap<String, SortedSet<String>> ids = new TreeMap<>();
        model.regions().forEach((region, access) -> {
            if (access.callable()) {
                ids.computeIfAbsent(model.id(), none -> new TreeSet<>()).add(region);
            }
            access.profiles().forEach(profile -> ids.computeIfAbsent(profile.id(), none -> new TreeSet<>())
                    .add(region));
        });
        return ids;
    }

    private static RegistryEntry entry(
            ModelKey key, CatalogModel found, RegistryEntry price, SortedSet<String> offered) {
        ModelSpec like = price.model();
        boolean own = like.key().equals(key);
        ModelSpec model = new ModelSpec(
                key,
                own ? like.name() : found.facts().name(),
                like.capabilities(),
                like.features(),
                like.pricing(),
                like.rateLimits(),
                like.inputModalities(),
                like.outputModalities(),
                like.contextWindow(),
                like.maxInputTokens(),
                like.maxOutputTokens(),
                like.averageResponseTimeMs(),
                List.of(),
                List.of(),
                like.deprecationDate(),
                List.copyOf(offered),
                BedrockProfile.residency(key).orElse(null),
                like.endpoints(),
                like.enabled());
        String note = "Found in Bedrock's catalog"
                + (own ? "." : "; priced as " + like.key().id() + ".");
        return new RegistryEntry(model, price.family(), price.releaseDate(), note);
    }
}
