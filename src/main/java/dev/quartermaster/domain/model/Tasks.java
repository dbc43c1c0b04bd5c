package dev.quartermaster.domain.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Derives a model's tasks from its registry entry if the entry does not state them. A model generates text unless its
 * entry names another task (embeddings, images, speech, moderation and so on) or an output without text.
 */
public final class Tasks {

    public static final String TEXT = "text-generation";
    public static final String VECTORS = "embeddings";

    /** The output modality of an embedding model. */
    private static final String VECTOR_OUTPUT = "embedding";

    /** Words for tasks whose result is no text of the model's own. */
    private static final Set<String> OTHERS = Set.of(
            VECTORS,
            VECTOR_OUTPUT,
            "image-generation",
            "video-generation",
            "audio-generation",
            "music-generation",
            "speech",
            "speech-generation",
            "text-to-speech",
            "speech-to-text",
            "transcription",
            "moderation",
            "classification",
            "rerank",
            "reranking");

    private Tasks() {}

    /** The capabilities of a model: those its entry names, and the task that follows from the entry. */
    public static Set<String> capabilities(ModelSpec model) {
        String implied = implied(model);
        if (implied == null || model.capabilities().contains(implied)) {
            return model.capabilities();
        }
        Set<String> all = new TreeSet<>(model.capabilities());
        all.add(implied);
        return Collections.unmodifiableSet(all);
    }

    /** Returns whether the model answers with text. */
    public static boolean generatesText(ModelSpec model) {
        return model.capabilities().contains(TEXT) || TEXT.equals(implied(model));
    }

    /** The features of a model: those its entry names; where it names none, a text model streams and reads what it says. */
    public static Set<Feature> features(ModelSpec model) {
        if (!model.features().isEmpty() || !generatesText(model)) {
            return model.features();
        }
        Set<Feature> implied = EnumSet.of(Feature.STREAMING);
        if (model.inputModalities().contains("image")) {
            implied.add(Feature.VISION);
        }
        return implied;
    }

    /** Null where nothing follows. */
    private static @Nullable String implied(ModelSpec model) {
        if (model.capabilities().stream().anyMatch(OTHERS::contains)) {
            return null;
        }
        Set<String> output = model.outputModalities();
        if (output.isEmpty() || output.contains("text")) {
            return TEXT;
        }
        return output.contains(VECTOR_OUTPUT) ? VECTORS : null;
    }
}
