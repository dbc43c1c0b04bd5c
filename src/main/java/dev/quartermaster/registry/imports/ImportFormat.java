package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shapes of lists that can be read in, told apart by their outer form. */
public enum ImportFormat {
    /** Providers by name, each with {@code models} by id; US dollars per million tokens. */
    MODELS_DEV("models-dev"),
    /** Entries by name, each with {@code litellm_provider}; US dollars per token. */
    LITELLM("litellm"),
    /** Items with {@code pk}, plain or with DynamoDB's types; US dollars per million tokens. */
    DYNAMODB("dynamodb");

    private final String wire;

    ImportFormat(String wire) {
        this.wire = wire;
    }

    /** The word used on the wire. */
    public String wire() {
        return wire;
    }

    public static Optional<ImportFormat> parse(String word) {
        return Arrays.stream(values())
                .filter(format -> format.wire.equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    public static String words() {
        return Arrays.stream(values()).map(ImportFormat::wire).collect(Collectors.joining(", "));
    }

    /** The format a document has; empty when it looks like none of them. */
    public static Optional<ImportFormat> detect(JsonNode root) {
        if (root.isArray() || root.path("Items").isArray()) {
            return Optional.of(DYNAMODB);
        }
        boolean providers = false;
        boolean prices = false;
        for (JsonNode value : root) {
            providers |= value.path("models").isObject();
            prices |= value.has("litellm_provider");
        }
        if (providers == prices) {
            return Optional.empty();
        }
        return Optional.of(providers ? MODELS_DEV : LITELLM);
    }

    /** Returns whether a document can be read in this format. */
    boolean fits(JsonNode root) {
        return this == DYNAMODB ? root.isArray() || root.path("Items").isArray() : root.isObject();
    }
}
