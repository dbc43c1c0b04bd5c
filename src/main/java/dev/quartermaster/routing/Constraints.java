package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Constraints on a model beyond its ability to do the task.
 *
 * @param capabilities capability names of the registry's open set; the model must have all
 * @param maxCost the highest estimated cost of the request; null for no limit
 * @param maxLatencyMs the highest expected latency of the answer; null for no limit
 * @param excludedProviders providers whose models are excluded
 * @param residency permitted location of the data: a geography ({@code eu}), a region's id, {@code global}; null for
 *     any
 */
public record Constraints(
        Set<String> capabilities,
        @Nullable Money maxCost,
        @Nullable Long maxLatencyMs,
        Set<ProviderId> excludedProviders,
        @Nullable String residency) {

    public static final Constraints NONE = new Constraints(Set.of(), null, null, Set.of(), null);

    public Constraints {
        capabilities = sorted(capabilities);
        excludedProviders = sorted(excludedProviders);
    }

    /** These and others: of two bounds the narrower one holds, of two residencies the other's. */
    public Constraints and(Constraints others) {
        return new Constraints(
                union(capabilities, others.capabilities),
                smaller(maxCost, others.maxCost),
                smaller(maxLatencyMs, others.maxLatencyMs),
                union(excludedProviders, others.excludedProviders),
                others.residency == null ? residency : others.residency);
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        Set<T> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static <T extends Comparable<T>> @Nullable T smaller(@Nullable T one, @Nullable T other) {
        return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
    }

    /** Sorted, so that of several things a model lacks the same one is named every time. */
    static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return values.isEmpty() ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
