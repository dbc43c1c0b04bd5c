package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.Capabilities;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words by which a request may ask for abilities: the known ones, features, and whatever a model of the registry
 * claims. Any other is most likely misspelt, and would only ever be told as "no model fits".
 */
public final class KnownCapabilities {

    private KnownCapabilities() {}

    /**
     * @param field where the words stand in the request
     * @throws QuartermasterException naming the field, the word and the words there are
     */
    public static void require(String field, Set<String> words, List<ModelSpec> models) {
        for (String word : words) {
            if (!isKnown(word, models)) {
                throw QuartermasterException.invalid(
                        field,
                        "'" + field + "' asks for '" + word + "', which is not one of "
                                + String.join(", ", all(models)));
            }
        }
    }

    private static boolean isKnown(String word, List<ModelSpec> models) {
        return Capabilities.isKnown(word)
                || Feature.parse(word).isPresent()
                || models.stream().anyMatch(model -> model.capabilities().contains(word));
    }

    private static Set<String> all(List<ModelSpec> models) {
        Set<String> all = new TreeSet<>(Capabilities.known());
        for (Feature feature : Feature.values()) {
            all.add(feature.wire());
        }
        models.forEach(model -> all.addAll(model.capabilities()));
        return all;
    }
}
