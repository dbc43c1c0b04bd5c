package dev.quartermaster.registry;

import java.util.Optional;

/**
 * How a reload ended.
 *
 * @param snapshot the one that holds now: the new one, or the last good one when the reload was refused
 * @param refusal why the file was refused; empty when it was taken
 */
public record Reload(RegistrySnapshot snapshot, Optional<String> refusal) {

    public boolean applied() {
        return refusal.isEmpty();
    }
}
