package dev.quartermaster.catalog.model;

import dev.quartermaster.domain.model.PriceRoute;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One system-defined inference profile as a region offers it.
 *
 * @param id what is called: {@code eu.amazon.nova-pro-v1:0}
 * @param modelId the model behind it
 * @param memberRegions where a call may be answered; the same profile may have other members in another region
 * @param anywhere whether AWS names a member without a region, so that any region may answer
 */
public record InferenceProfile(String id, String modelId, SortedSet<String> memberRegions, boolean anywhere)
        implements Comparable<InferenceProfile> {

    private static final String GLOBAL = "global";

    public InferenceProfile {
        if (id == null || id.isBlank() || modelId == null || modelId.isBlank()) {
            throw new IllegalArgumentException("an inference profile needs an id and a model");
        }
        memberRegions = Collections.unmodifiableSortedSet(new TreeSet<>(memberRegions));
    }

    public InferenceProfile(String id, String modelId, Collection<String> memberRegions, boolean anywhere) {
        this(id, modelId, (SortedSet<String>) new TreeSet<>(memberRegions), anywhere);
    }

    /** Returns the prefix before the first dot: {@code eu}, {@code us}, {@code global}. The set of prefixes is open. */
    public String prefix() {
        int dot = id.indexOf('.');
        return dot < 0 ? "" : id.substring(0, dot);
    }

    public PriceRoute priceRoute() {
        return prefix().equals(GLOBAL) ? PriceRoute.GLOBAL : PriceRoute.GEO;
    }

    public InvocationAccess access() {
        return priceRoute() == PriceRoute.GLOBAL ? InvocationAccess.GLOBAL_PROFILE : InvocationAccess.REGIONAL_PROFILE;
    }

    @Override
    public int compareTo(InferenceProfile other) {
        return id.compareTo(other.id);
    }
}
