package dev.quartermaster.registry.file;

import dev.quartermaster.domain.model.ModelSpec;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it stands in the file: the model, and what is written beside it for people only.
 *
 * @param family the line of models it belongs to; null where unsaid
 * @param releaseDate the day it was published; null where unsaid
 * @param note a remark; null where there is none
 */
public record RegistryEntry(
        ModelSpec model,
        @Nullable String family,
        @Nullable LocalDate releaseDate,
        @Nullable String note) {

    public RegistryEntry {
        if (model == null) {
            throw new IllegalArgumentException("an entry needs a model");
        }
    }

    public static RegistryEntry of(ModelSpec model) {
        return new RegistryEntry(model, null, null, null);
    }
}
