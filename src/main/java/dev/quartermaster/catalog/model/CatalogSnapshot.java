package dev.quartermaster.catalog.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of Bedrock at one time.
 *
 * @param generatedAt when AWS was asked
 * @param models by model id
 * @param regions by region id, every region that was asked
 */
public record CatalogSnapshot(
        Instant generatedAt, SortedMap<String, CatalogModel> models, SortedMap<String, RegionState> regions) {

    public CatalogSnapshot {
        if (generatedAt == null) {
            throw new IllegalArgumentException("a catalog needs its time");
        }
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }

    public Optional<CatalogModel> model(String id) {
        return Optional.ofNullable(models.get(id));
    }
}
