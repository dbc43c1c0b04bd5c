package dev.quartermaster.api.models;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.List;
import java.util.Optional;

/** What is said of a model that the registry does not have. */
final class ModelNotFound {

    private ModelNotFound() {}

    static QuartermasterException of(ModelKey key, RegistrySnapshot models) {
        Optional<String> leftOut = models.problems().stream()
                .filter(problem -> problem.key().filter(key::equals).isPresent())
                .map(problem -> " It has an entry, which was left out: " + problem.reason() + ".")
                .findFirst();
        String rest = leftOut.orElseGet(() -> meant(models.nearMisses(key.toString())));
        return new QuartermasterException(
                ErrorCode.MODEL_NOT_FOUND, "There is no model " + key + " in the registry." + rest, "model", null);
    }

    private static String meant(List<String> near) {
        return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
    }
}
