package dev.quartermaster.api.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.Money;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.imports.ImportFormat;
import dev.quartermaster.registry.imports.ImportPlan;
import dev.quartermaster.registry.imports.ImportPlan.FieldChange;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The changes that an import made, or would make. Rows are counted from 1 in the order of the document.
 *
 * @param dryRun true when nothing was changed
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

    /**
     * One row of an import.
     *
     * @param id {@code provider/id}
     * @param example the cost of a small request in words: a mistake of the unit shows in it
     * @param fields the fields that change; null where nothing does, or the model is new
     */
    @Schema(name = "ImportedModel")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportedModel(
            int row,
            String id,
            @Nullable String name,
            @JsonProperty("cost_of_1k_in_1k_out_usd") BigDecimal costOf1kIn1kOutUsd,
            String example,
            @Nullable List<Field> fields) {

        static ImportedModel of(ImportPlan.Addition addition) {
            return of(addition.row(), addition.entry(), null);
        }

        static ImportedModel of(ImportPlan.Change change) {
            return of(
                    change.row(),
                    change.after(),
                    change.fields().stream().map(Field::of).toList());
        }

        static ImportedModel of(ImportPlan.Unchanged unchanged) {
            return of(unchanged.row(), unchanged.entry(), null);
        }

        private static ImportedModel of(int row, RegistryEntry entry, @Nullable List<Field> fields) {
            Money cost = ModelAnswer.costOfCall(entry.model().pricing().base());
            return new ImportedModel(
                    row,
                    entry.model().key().toString(),
                    entry.model().name(),
                    new BigDecimal(cost.toString()),
                    "1,000 tokens in and 1,000 out would cost " + cost + " USD",
                    fields);
        }
    }
}
