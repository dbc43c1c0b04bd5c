package dev.quartermaster.api.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Bounds on JSON that no honest text comes near; beyond them reading stops, before it can cost memory or a stack. */
@Singleton
class JsonLimits implements ObjectMapperCustomizer {

    static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 4096;

    @Override
    public void customize(ObjectMapper json) {
        apply(json);
    }

    /** Strings are bounded by the size of the body alone. */
    static void apply(ObjectMapper json) {
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }
}
