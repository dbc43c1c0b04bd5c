package dev.quartermaster.registry.imports;

import dev.quartermaster.registry.file.RegistryEntry;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Plan of an import. Every row of the list is in exactly one component, in the list's order.
 *
 * @param skipped rows of unknown providers, counted by provider
 */
public record ImportPlan(
        List<Addition> added,
        List<Change> changed,
        List<Unchanged> unchanged,
        List<Refusal> refused,
        List<Skipped> skipped) {

    public record Addition(int row, RegistryEntry entry) {}

    public record Change(int row, RegistryEntry before, RegistryEntry after, List<FieldChange> fields) {}

    public record Unchanged(int row, RegistryEntry entry) {}

    /** @param key how the list names it; null where it does not */
    public record Refusal(
            int row,
            @Schema(nullable = true) @Nullable String key,
            @Nullable String reason) {}

    public record Skipped(String provider, int rows, String reason) {}

    public ImportPlan {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
    }
}
