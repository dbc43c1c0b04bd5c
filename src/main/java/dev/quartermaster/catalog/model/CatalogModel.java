package dev.quartermaster.catalog.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One model and where it is.
 *
 * @param regions by region id; a region that does not list the model is absent
 */
public record CatalogModel(ModelFacts facts, SortedMap<String, RegionAccess> regions) {

    public CatalogModel {
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }

    public String id() {
        return facts.id();
    }

    public Optional<RegionAccess> in(String region) {
        return Optional.ofNullable(regions.get(region));
    }

    public boolean callableIn(String region) {
        return in(region).filter(RegionAccess::callable).isPresent();
    }

    /** Every profile of every region; one that several regions offer comes several times. */
    public Stream<InferenceProfile> profiles() {
        return regions.values().stream().flatMap(access -> access.profiles().stream());
    }
}
