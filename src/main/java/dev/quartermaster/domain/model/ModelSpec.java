package dev.quartermaster.domain.model;

import dev.quartermaster.domain.ModelKey;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One registry entry.
 *
 * @param name the name people know it by
 * @param capabilities what it is good for: an open set of words such as {@code text-generation}
 * @param features what its API can do
 * @param inputModalities {@code text, image, pdf, audio, video}; empty where unknown
 * @param contextWindow the most tokens of prompt and answer together; null where unknown
 * @param maxInputTokens the most prompt tokens where that is less than the window; null where unknown
 * @param maxOutputTokens the most answer tokens; null where unknown
 * @param reasoning how far its reasoning can be set; {@link ReasoningRange#UNKNOWN} where that is not known
 * @param averageResponseTimeMs a first guess at its latency, until it has been measured; null where unknown
 * @param aliases other names it answers to, unique in a registry
 * @param fallbacks qualified ids or aliases to go on with when it fails, in order
 * @param deprecationDate the day it stops answering; null where none is announced
 * @param regions where it is offered; empty where that does not matter
 * @param residency where its data may go ({@code eu}, {@code us}, {@code global}); null where unsaid
 * @param endpoints where its provider serves it; empty where that is every place it serves models at
 */
public record ModelSpec(
        ModelKey key,
        @Nullable String name,
        Set<String> capabilities,
        Set<Feature> features,
        Pricing pricing,
        RateLimits rateLimits,
        Set<String> inputModalities,
        Set<String> outputModalities,
        @Nullable Long contextWindow,
        @Nullable Long maxInputTokens,
        @Nullable Long maxOutputTokens,
        ReasoningRange reasoning,
        @Nullable Long averageResponseTimeMs,
        List<String> aliases,
        List<String> fallbacks,
        @Nullable LocalDate deprecationDate,
        List<String> regions,
        @Nullable String residency,
        Set<Endpoint> endpoints,
        boolean enabled) {

    public ModelSpec {
        if (key == null || pricing == null || rateLimits == null) {
            throw new IllegalArgumentException("a model needs a key, pricing and rate limits");
        }
        name = name == null ? key.id() : name;
        reasoning = reasoning == null ? ReasoningRange.UNKNOWN : reasoning;
        capabilities = sorted(capabilities);
        features = sorted(features);
        inputModalities = sorted(inputModalities);
        outputModalities = sorted(outputModalities);
        aliases = List.copyOf(aliases);
        fallbacks = List.copyOf(fallbacks);
        regions = List.copyOf(regions);
        endpoints = sorted(endpoints);
        positive("context_window", contextWindow);
        positive("max_input_tokens", maxInputTokens);
        positive("max_output_tokens", maxOutputTokens);
        positive("average_response_time_ms", averageResponseTimeMs);
    }

    /** A model whose reasoning is not described. */
    public ModelSpec(
            ModelKey key,
            @Nullable String name,
            Set<String> capabilities,
            Set<Feature> features,
            Pricing pricing,
            RateLimits rateLimits,
            Set<String> inputModalities,
            Set<String> outputModalities,
            @Nullable Long contextWindow,
            @Nullable Long maxInputTokens,
            @Nullable Long maxOutputTokens,
            @Nullable Long averageResponseTimeMs,
            List<String> aliases,
            List<String> fallbacks,
            @Nullable LocalDate deprecationDate,
            List<String> regions,
            @Nullable String residency,
            Set<Endpoint> endpoints,
            boolean enabled) {
        this(
                key,
                name,
                capabilities,
                features,
                pricing,
                rateLimits,
                inputModalities,
                outputModalities,
                contextWindow,
                maxInputTokens,
                maxOutputTokens,
                ReasoningRange.UNKNOWN,
                averageResponseTimeMs,
                aliases,
                fallbacks,
                deprecationDate,
                regions,
                residency,
                endpoints,
                enabled);
    }

    /** The same model, offered in these regions. */
    public ModelSpec in(List<String> otherRegions) {
        return served(otherRegions, endpoints);
    }

    /** The same model under another id that its provider takes for it; offered wherever that id is. */
    public ModelSpec calledAs(ModelKey other) {
        return new ModelSpec(
                other,
                name,
                capabilities,
                features,
                pricing,
                rateLimits,
                inputModalities,
                outputModalities,
                contextWindow,
                maxInputTokens,
                maxOutputTokens,
                averageResponseTimeMs,
                List.of(),
                fallbacks,
                deprecationDate,
                List.of(),
                residency,
                endpoints,
                enabled);
    }

    public ModelSpec withEndpoints(Set<Endpoint> other) {
        return served(regions, other);
    }

    private ModelSpec served(List<String> where, Set<Endpoint> how) {
        return new ModelSpec(
                key,
                name,
                capabilities,
                features,
                pricing,
                rateLimits,
                inputModalities,
                outputModalities,
                contextWindow,
                maxInputTokens,
                maxOutputTokens,
                reasoning,
                averageResponseTimeMs,
                aliases,
                fallbacks,
                deprecationDate,
                where,
                residency,
                how,
                enabled);
    }

    /** Sorted, so that whatever is written from an entry reads the same every time ({@code Set.copyOf} does not). */
    private static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    private static void positive(String field, @Nullable Long value) {
        if (value != null && value <= 0) {
            throw new IllegalArgumentException(field + " must be positive");
        }
    }
}
