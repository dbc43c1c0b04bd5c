package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.fetch.ControlPlaneParser.ModelOffer;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfileOffer;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges the answers of the regions into one catalog. Pure; the order of the answers does not matter. */
public final class CatalogMerger {

    private final SortedMap<String, ModelFacts> facts = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, RegionAccess>> access = new TreeMap<>();
    private final SortedMap<String, RegionState> states = new TreeMap<>();

    private CatalogMerger() {}

    /** @param before the last catalog known; null when there is none */
    public static CatalogSnapshot merge(
            @Nullable CatalogSnapshot before, Collection<RegionAnswer> answers, Instant now) {
        CatalogMerger merger = new CatalogMerger();
        answers.stream()
                .sorted((one, other) -> one.region().compareTo(other.region()))
                .forEach(answer -> merger.take(before, answer, now));
        return merger.snapshot(now);
    }

    private void take(@Nullable CatalogSnapshot before, RegionAnswer answer, Instant now) {
        String region = answer.region();
        RegionState last = before == null ? null : before.regions().get(region);
        Instant since = last != null && last.kind() == answer.kind() ? last.since() : now;
        states.put(region, new RegionState(answer.kind(), since, answer.detail()));
        if (answer.kind() == RegionState.Kind.OK) {
            offer(answer);
        } else if (answer.kind() == RegionState.Kind.FAILED && before != null) {
            keep(before, region);
        }
    }

    private void offer(RegionAnswer answer) {
        Map<String, List<InferenceProfile>> profiles = new TreeMap<>();
        for (ProfileOffer offer : answer.profiles()) {
            InferenceProfile profile = offer.profile();
            profiles.computeIfAbsent(profile.modelId(), any -> new ArrayList<>())
                    .add(profile);
            facts.computeIfAbsent(profile.modelId(), id -> guessed(id, offer.name()));
        }
        for (ModelOffer offer : answer.models()) {
            String id = offer.facts().id();
            facts.merge(id, offer.facts(), CatalogMerger::better);
            List<InferenceProfile> own = profiles.getOrDefault(id, List.of());
            put(id, answer.region(), new RegionAccess(offer.direct(), own, offer.lifecycle()));
            profiles.remove(id);
        }
        profiles.forEach((id, own) -> put(id, answer.region(), new RegionAccess(false, own, Lifecycle.ACTIVE)));
    }

    /** A region that fails now most likely still offers what it did. */
    private void keep(CatalogSnapshot before, String region) {
        for (CatalogModel model : before.models().values()) {
            model.in(region).ifPresent(kept -> {
                facts.merge(model.id(), model.facts(), CatalogMerger::better);
                put(model.id(), region, kept);
            });
        }
    }

    private void put(String model, String region, RegionAccess offered) {
        access.computeIfAbsent(model, any -> new TreeMap<>()).put(region, offered);
    }

    /** A region may offer a profile of a model that no region lists; then this is all that is known of the model. */
    private static ModelFacts guessed(String id, String profileName) {
        String provider = id.contains(".") ? id.substring(0, id.indexOf('.')) : "";
        return new ModelFacts(id, profileName, provider, new TreeSet<>(), new TreeSet<>(), false);
    }

    /** Prefers listed facts to guessed ones; of two lists the first region's is kept. */
    private static ModelFacts better(ModelFacts known, ModelFacts listed) {
        return known.inputModalities().isEmpty() && known.outputModalities().isEmpty() ? listed : known;
    }

    private CatalogSnapshot snapshot(Instant now) {
        SortedMap<String, CatalogModel> models = new TreeMap<>();
        facts.forEach((id, known) ->
                models.put(id, new CatalogModel(known, access.getOrDefault(id, Collections.emptySortedMap()))));
        return new CatalogSnapshot(now, models, states);
    }
}
