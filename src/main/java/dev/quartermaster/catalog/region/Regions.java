package dev.quartermaster.catalog.region;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The regions that are known to have Bedrock. */
public final class Regions {

    /** The residency word that allows every region. */
    public static final String ANYWHERE = "global";

    private final SortedMap<String, BedrockRegion> byId;
    private final Set<String> residencies;

    public Regions(Collection<BedrockRegion> regions) {
        SortedMap<String, BedrockRegion> found = new TreeMap<>();
        Set<String> words = new TreeSet<>(Set.of(ANYWHERE));
        for (BedrockRegion region : regions) {
            found.put(region.id(), region);
            words.addAll(region.geographies());
        }
        byId = Collections.unmodifiableSortedMap(found);
        residencies = Collections.unmodifiableSet(words);
    }

    /** @param file an object whose {@code regions} are objects of {@code id}, {@code name} and {@code geographies} */
    public static Regions of(JsonNode file) {
        Collection<BedrockRegion> regions = new ArrayList<>();
        for (JsonNode entry : file.path("regions")) {
            Set<String> geographies = new TreeSet<>();
            entry.path("geographies").forEach(word -> geographies.add(word.asText()));
            regions.add(new BedrockRegion(
                    entry.path("id").asText(), entry.path("name").asText(), geographies));
        }
        return new Regions(regions);
    }

    public Collection<BedrockRegion> all() {
        return byId.values();
    }

    public Set<String> ids() {
        return byId.keySet();
    }

    /** @throws QuartermasterException naming the known regions when {@code id} is none of them */
    public BedrockRegion require(@Nullable String id) {
        BedrockRegion region = id == null ? null : byId.get(id.strip().toLowerCase(Locale.ROOT));
        if (region == null) {
            throw QuartermasterException.invalid(
                    "region", "'" + id + "' is not a region of Bedrock; known are " + String.join(", ", ids()));
        }
        return region;
    }

    /**
     * The residency word in its usual form: a geography, {@value #ANYWHERE}, or the id of one region.
     *
     * @throws QuartermasterException naming the known words when {@code word} is none of them
     */
    public String requireResidency(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        if (residencies.contains(lower) || byId.containsKey(lower)) {
            return lower;
        }
        throw QuartermasterException.invalid(
                "residency",
                "'" + word + "' is not a residency; known are " + String.join(", ", residencies)
                        + ", or a region's id");
    }

    /** Returns whether data in {@code regionId} satisfies {@code residency}; an unknown region satisfies none. */
    public boolean within(String residency, String regionId) {
        if (residency.equals(ANYWHERE) || residency.equals(regionId)) {
            return true;
        }
        BedrockRegion region = byId.get(regionId);
        return region != null && region.geographies().contains(residency);
    }

    /**
     * One AWS region with Bedrock.
     *
     * @param id {@code eu-central-1}
     * @param name {@code Europe (Frankfurt)}
     * @param geographies the residency words that its data satisfies, such as {@code eu}; a region may satisfy several
     */
    public record BedrockRegion(String id, String name, Set<String> geographies) {

        public BedrockRegion {
            if (id == null || id.isBlank() || name == null) {
                throw new IllegalArgumentException("a region needs an id and a name");
            }
            geographies = Collections.unmodifiableSortedSet(new TreeSet<>(geographies));
        }
    }
}
