package dev.quartermaster.registry.file;

/**
 * An entry that was left out.
 *
 * @param id as it stands in the file; null where it is missing or not a string
 * @param provider as it stands in the file; null where it is missing or not a string
 * @param index its place in {@code models}, from 0
 * @param reason names the field at fault
 */
public record RegistryProblem(String id, String provider, int index, String reason) {

    @Override
    public String toString() {
        return "models[" + index + "] (" + provider + "/" + id + "): " + reason;
    }
}
