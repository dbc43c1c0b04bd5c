package dev.quartermaster.catalog.region;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

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
