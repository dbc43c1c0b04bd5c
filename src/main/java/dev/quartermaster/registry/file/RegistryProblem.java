package dev.quartermaster.registry.file;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.Optional;

/**
 * An entry that was left out.
 *
 * @param id as it stands in the file; null where it is missing or not a string
 * @param provider as it stands in the file; null where it is missing or not a string
 * @param index its place in {@code models}, from 0; {@link Overrides#PLACE} where it does not stand in the file
 * @param reason names the field at fault
 */
public record RegistryProblem(String id, String provider, int index, String reason) {

    /** The model that the entry is about; empty where it does not say so in a form that can be understood. */
    public Optional<ModelKey> key() {
        try {
            return Optional.of(new ModelKey(ProviderId.of(provider), id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return (index == Overrides.PLACE ? "database" : "models[" + index + "]") + " (" + provider + "/" + id + "): "
                + reason;
    }
}
