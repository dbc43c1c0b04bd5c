package dev.quartermaster.console.tuning;

import dev.quartermaster.registry.RegistrySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry that edits are compared with, and the edited one.
 *
 * @param after the last one that could be used, where the file cannot
 * @param refusal why the file cannot be used; null when it can
 * @param warnings about entries that look like a mistake
 */
record TwoRegistries(
        RegistrySnapshot before,
        RegistrySnapshot after,
        @Nullable String refusal,
        List<String> warnings) {

    TwoRegistries {
        warnings = List.copyOf(warnings);
    }
}
