package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
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
 * @param inputTokens estimated, before what is known of a provider's way of counting
 * @param maxOutputTokens the most the answer may take; null where the caller left it open
 * @param maxCost the most the request may be estimated to cost; null for no bound
 * @param maxLatencyMs the most the answer may be expected to take; null for no bound
 * @param residency where the data may go: a geography ({@code eu}), a region's id, {@code global}; null for anywhere
 * @param conversation the one that the request goes on with; null for none
 * @param agentType whose history with the models counts; null for everybody's
 * @param allowed the only models that may be chosen; null for all
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
        Priority priority,
        String residency,
        Conversation conversation,
        String agentType,
        Set<ModelKey> allowed) {

    public static final String TEXT = "text-generation";
    public static final String VECTORS = "embeddings";

    public Need {
        if (inputTokens < 0 || maxOutputTokens != null && maxOutputTokens < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        capabilities = sorted(capabilities);
        features = sorted(features);
        excludedProviders = sorted(excludedProviders);
        allowed = allowed == null ? null : sorted(allowed);
    }

    /** One without residency, conversation or agent. */
    public Need(
            String task,
            Set<String> capabilities,
            Set<Feature> features,
            long inputTokens,
            Long maxOutputTokens,
            Money maxCost,
            Long maxLatencyMs,
            Set<ProviderId> excludedProviders,
            Priority priority) {
        this(
                task,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority,
                null,
                null,
                null,
                null);
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

    public Need withResidency(String where) {
        return new Need(
                task,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority,
                where,
                conversation,
                agentType,
                allowed);
    }

    public Need withConversation(Conversation running) {
        return new Need(
                task,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority,
                residency,
                running,
                agentType,
                allowed);
    }

    public Need withAgentType(String agent) {
        return new Need(
                task,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority,
                residency,
                conversation,
                agent,
                allowed);
    }

    /** @param models null for all */
    public Need withAllowed(Set<ModelKey> models) {
        return new Need(
                task,
                capabilities,
                features,
                inputTokens,
                maxOutputTokens,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                priority,
                residency,
                conversation,
                agentType,
                models);
    }

    /** Sorted, so that of several things a model lacks the same one is named every time. */
    private static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return values.isEmpty() ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
