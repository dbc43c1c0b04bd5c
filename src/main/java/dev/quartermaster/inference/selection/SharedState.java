package dev.quartermaster.inference.selection;

import java.util.Set;

/**
 * The state of models and providers that all assignments share at one moment.
 *
 * @param down the models and providers that may not be called because their calls failed, by name
 * @param callable the providers that can be called with the credentials at hand
 */
record SharedState(String registryVersion, Set<String> down, Set<String> callable) {

    SharedState {
        down = Set.copyOf(down);
        callable = Set.copyOf(callable);
    }
}
