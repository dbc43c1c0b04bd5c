package dev.quartermaster.domain;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class of service beside a provider's standard one, with prices of its own. The standard tier is null wherever a tier
 * stands.
 *
 * @param word the name, in lower case: a provider's own where it is none of those known here
 */
public record ServiceTier(String word) implements Comparable<ServiceTier> {

    public static final ServiceTier FLEX = new ServiceTier("flex");
    public static final ServiceTier PRIORITY = new ServiceTier("priority");
    public static final ServiceTier BATCH = new ServiceTier("batch");
    public static final ServiceTier LATENCY_OPTIMIZED = new ServiceTier("latency_optimized");

    /** Capacity that an account has reserved at OpenAI and at Bedrock. */
    public static final ServiceTier SCALE = new ServiceTier("scale");

    public static final ServiceTier RESERVED = new ServiceTier("reserved");

    /** A name beyond this is no tier, but would still be kept in the ledger. */
    private static final int LONGEST = 64;

    /** What providers call the tier that is nothing special; {@code auto} is asked for, and says nothing of what served. */
    private static final Set<String> STANDARD = Set.of("", "auto", "default", "standard", "standard_only", "on_demand");

    private static final Map<String, ServiceTier> KNOWN = Map.of(
            "flex", FLEX,
            "priority", PRIORITY,
            "batch", BATCH,
            "optimized", LATENCY_OPTIMIZED,
            "latency_optimized", LATENCY_OPTIMIZED,
            "scale", SCALE,
            "reserved", RESERVED);

    public ServiceTier {
        if (word == null || word.isEmpty() || word.length() > LONGEST) {
            throw new IllegalArgumentException("a service tier needs a name of at most " + LONGEST + " characters");
        }
    }

    /** Reads what a provider says it served at; null for its standard tier, and where it says nothing. */
    public static @Nullable ServiceTier served(@Nullable Object said) {
        if (!(said instanceof String text)) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (STANDARD.contains(word)) {
            return null;
        }
        ServiceTier known = KNOWN.get(word);
        return known != null ? known : new ServiceTier(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
    }

    @Override
    public int compareTo(ServiceTier other) {
        return word.compareTo(other.word);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceTier that && word.equals(that.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    @Override
    public String toString() {
        return word;
    }
}
