package dev.quartermaster.registry.file;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words known for what a model is good for. The set is open in the file, where another word only earns a warning; a
 * request that asks for an unknown word can never be met.
 */
public final class Capabilities {

    public static final String TEXT_GENERATION = "text-generation";
    public static final String CODE_GENERATION = "code-generation";
    public static final String ANALYSIS = "analysis";
    public static final String EMBEDDINGS = "embeddings";
    public static final String VISION = "vision";
    public static final String REASONING = "reasoning";
    public static final String IMAGE_GENERATION = "image-generation";
    public static final String SPEECH = "speech";
    public static final String MODERATION = "moderation";

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            TEXT_GENERATION,
            CODE_GENERATION,
            ANALYSIS,
            EMBEDDINGS,
            VISION,
            REASONING,
            IMAGE_GENERATION,
            SPEECH,
            MODERATION));

    private Capabilities() {}

    public static boolean isKnown(String word) {
        return KNOWN.contains(word);
    }

    /** All of them, sorted. */
    public static Set<String> known() {
        return Collections.unmodifiableSet(KNOWN);
    }

    /** The words of {@code given} that are not known, sorted. */
    static Set<String> unknown(Set<String> given) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(KNOWN);
        return unknown;
    }
}
