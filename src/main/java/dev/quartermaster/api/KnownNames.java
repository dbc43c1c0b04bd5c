package dev.quartermaster.api;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Resolves the names of models and features in requests and refuses those that are unknown. */
public final class KnownNames {

    private KnownNames() {}

    /** @param field the field that names the model */
    public static ModelKey model(RegistrySnapshot models, String field, String name) {
        return models.resolve(name)
                .orElseThrow(() ->
                        QuartermasterException.invalid(field, "There is no model '" + name + "' in the registry."))
                .key();
    }

    /** The last sentence of an error about an unknown model: the names that come near; empty without any. */
    public static String suggestion(RegistrySnapshot models, String name) {
        List<String> near = models.nearMisses(name);
        return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
    }

    /** @param field the array that names the features */
    public static Set<Feature> features(String field, List<String> words) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (int i = 0; i < words.size(); i++) {
            String place = field + "[" + i + "]";
            String word = words.get(i);
            features.add(Feature.parse(word)
                    .orElseThrow(() -> QuartermasterException.invalid(
                            place, "There is no feature '" + word + "'; known are " + knownFeatures())));
        }
        return features;
    }

    private static String knownFeatures() {
        return Arrays.stream(Feature.values()).map(Feature::wire).collect(Collectors.joining(", "));
    }
}
