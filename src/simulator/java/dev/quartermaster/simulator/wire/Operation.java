package dev.quartermaster.simulator.wire;

import java.util.Locale;

/** Operation of a call, by which faults match and calls are counted. */
public enum Operation {
    CHAT,
    EMBEDDINGS,
    COUNT_TOKENS,
    /** Lists of models, versions: what costs nothing and serves as a probe. */
    MODELS,
    /** One region's list of Bedrock's models. */
    FOUNDATION_MODELS,
    /** A page of one region's list of Bedrock's inference profiles. */
    INFERENCE_PROFILES;

    /** The word used in scripts and lists. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
