package dev.quartermaster.registry;

import java.util.Optional;

/**
 * Result of a reload.
 *
 * @param snapshot the current one: the new one, or the last good one if the reload was refused
 * @param refusal the reason of a refusal; empty if the file was accepted
 */
public record Reload(RegistrySnapshot snapshot, Optional<String> refusal) {

    public boolean applied() {
        return refusal.isEmpty();
    }
}
