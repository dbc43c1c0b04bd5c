package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.registry.imports.FieldChange;
import dev.quartermaster.registry.imports.ImportFormat;
import dev.quartermaster.registry.imports.ImportPlan;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do. Rows are counted from 1 in the order of the document.
 *
 * @param dryRun whether nothing was changed
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ImportAnswer")
record ImportAnswer(
        String format,
        boolean dryRun,
        Counts counts,
        List<ImportedModel> added,
        List<ImportedModel> changed,
        List<ImportedModel> unchanged,
        List<ImportPlan.Refusal> refused,
        List<ImportPlan.Skipped> skipped) {

    /** @param skipped rows of providers that are not configured here */
    @Schema(name = "ImportCounts")
    record Counts(int added, int changed, int unchanged, int refused, int skipped) {}

    /**
     * @param before null where there was none
     * @param after null where there is none
     */
    @Schema(name = "ImportedField")
    record Field(
            String field,
            @Schema(implementation = Object.class) @Nullable JsonNode before,
            @Schema(implementation = Object.class) @Nullable JsonNode after) {

        static Field of(FieldChange change) {
            return new Field(change.field(), change.before(), change.after());
        }
    }

    static ImportAnswer of(ImportFormat format, boolean dryRun, ImportPlan plan) {
        return new ImportAnswer(
                format.wire(),
                dryRun,
                new Counts(
                        plan.added().size(),
                        plan.changed().size(),
                        plan.unchanged().size(),
                        plan.refused().size(),
                        plan.skipped().stream()
                                .mapToInt(ImportPlan.Skipped::rows)
                                .sum()),
                plan.added().stream().map(ImportedModel::of).toList(),
                plan.changed().stream().map(ImportedModel::of).toList(),
                plan.unchanged().stream().map(ImportedModel::of).toList(),
                plan.refused(),
                plan.skipped());
    }
}
