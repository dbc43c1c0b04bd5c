package dev.quartermaster.registry.imports;

import static dev.quartermaster.registry.file.Capabilities.ANALYSIS;
import static dev.quartermaster.registry.file.Capabilities.CODE_GENERATION;
import static dev.quartermaster.registry.file.Capabilities.EMBEDDINGS;
import static dev.quartermaster.registry.file.Capabilities.IMAGE_GENERATION;
import static dev.quartermaster.registry.file.Capabilities.MODERATION;
import static dev.quartermaster.registry.file.Capabilities.REASONING;
import static dev.quartermaster.registry.file.Capabilities.SPEECH;
import static dev.quartermaster.registry.file.Capabilities.TEXT_GENERATION;
import static dev.quartermaster.registry.file.Capabilities.VISION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.Feature;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** Capabilities and features of a model, read or derived from its models.dev entry. */
record CapabilityReader(
        Set<String> capabilities, Set<Feature> features, Set<String> outputModalities, boolean isEmbedding) {

    static CapabilityReader of(ModelKey key, JsonNode model) {
        // The data lists embedding models as text in, text out; only their names tell.
        if (key.id().contains("embedding")) {
            return new CapabilityReader(Set.of(EMBEDDINGS), Set.of(), Set.of("embedding"), true);
        }
        Set<String> output = ModelsDevReader.texts(model.path("modalities").path("output"));
        boolean writesText = writesText(model, output);
        Set<Feature> features = features(model, writesText);
        return new CapabilityReader(capabilities(key, output, features, writesText), features, output, false);
    }

    /** Pure image generators are listed with text output too, but have no context window to write it in. */
    private static boolean writesText(JsonNode model, Set<String> output) {
        return output.contains("text") && model.path("limit").path("context").longValue() > 0;
    }

    private static Set<Feature> features(JsonNode model, boolean writesText) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (!writesText) {
            return features;
        }
        features.add(Feature.STREAMING);
        addIf(features, Feature.TOOLS, model.path("tool_call").booleanValue());
        addIf(
                features,
                Feature.STRUCTURED_OUTPUT,
                model.path("structured_output").booleanValue());
        addIf(features, Feature.REASONING, model.path("reasoning").booleanValue());
        addIf(
                features,
                Feature.VISION,
                ModelsDevReader.texts(model.path("modalities").path("input")).contains("image"));
        addIf(features, Feature.PROMPT_CACHING, ModelsDevPricing.publishesCacheRead(model));
        return features;
    }

    private static Set<String> capabilities(
            ModelKey key, Set<String> output, Set<Feature> features, boolean writesText) {
        Set<String> capabilities = new TreeSet<>();
        // Classifiers of harmful content answer with a verdict; general work must not be routed to them.
        if (key.id().contains("safeguard")) {
            capabilities.add(MODERATION);
            return capabilities;
        }
        boolean drawsImages = output.contains("image");
        addIf(capabilities, IMAGE_GENERATION, drawsImages);
        addIf(capabilities, SPEECH, output.contains("audio"));
        addIf(capabilities, TEXT_GENERATION, writesText);
        addIf(capabilities, ANALYSIS, writesText && !drawsImages);
        addIf(capabilities, CODE_GENERATION, writesText && !drawsImages);
        addIf(capabilities, VISION, features.contains(Feature.VISION));
        addIf(capabilities, REASONING, features.contains(Feature.REASONING));
        return capabilities;
    }

    private static <T> void addIf(Set<T> set, T word, boolean holds) {
        if (holds) {
            set.add(word);
        }
    }
}
