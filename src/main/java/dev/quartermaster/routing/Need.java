package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one request needs of a model.
 *
 * @param task the capability without which a model cannot do what is asked at all: {@link #TEXT} or {@link #VECTORS}
 * @param capabilities words of the registry's open set; the model must have all
 * @param inputTokens estimated
 * @param maxOutputTokens the most the answer may take; null where the caller left it open
 * @param maxCost the most the request may be estimated to cost; null for no bound
 * @param maxLatencyMs the most the answer may be expected to take; null for no bound
 */
public record Need(
        String task,
        Set<String> capabilities,
        Set<Feature> features,
        long inputTokens,
        Long maxOutputTokens,
        Money maxCost,
        Long maxLatencyMs,
        Set<ProviderId> excludedProviders,
        Priority priority) {

    public static final String TEXT = "text-generation";
    public static final String VECTORS = "embeddings";

    public Need {
        capabilities = sorted(capabilities);
        features = sorted(features);
        excludedProviders = Set.copyOf(excludedProviders);
    }

    /** What a question needs. */
    public Need(
            Set<String> capabilities,
            Set<Feature> features,
            long inputTokens,
            Long maxOutputTokens,
            Money maxCost,
            Long maxLatencyMs,
            Set<ProviderId> excludedProviders,
            Priority priority) {
        this(
                TEXT,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority);
    }

    /** Sorted, so that of several things a model lacks the same one is named every time. */
    private static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
