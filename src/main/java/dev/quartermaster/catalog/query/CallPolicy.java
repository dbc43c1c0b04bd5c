package dev.quartermaster.catalog.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions that may be called, and the permitted location of data.
 *
 * @param regions ids of the regions that may be called, the preferred one first; never empty
 * @param residency a geography ({@code eu}), one region's id, or {@code global}; null for anywhere
 */
public record CallPolicy(List<String> regions, @Nullable String residency) {

    public CallPolicy {
        regions = List.copyOf(regions);
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("a policy needs a region to call");
        }
    }

    /** A policy that allows one region, and data to go anywhere. */
    public static CallPolicy from(String region) {
        return new CallPolicy(List.of(region), null);
    }

    /** The region that is called unless another is needed. */
    public String home() {
        return regions.get(0);
    }
}
