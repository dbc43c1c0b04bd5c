package dev.quartermaster.api.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.imports.ImportPlan;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of an import.
 *
 * @param id {@code provider/id}
 * @param example what a small request would cost, in words: a mistake of the unit shows in it
 * @param fields what changes; null where nothing does, or the model is new
 */
@Schema(name = "ImportedModel")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportedModel(
        int row,
        String id,
        @Nullable String name,
        @JsonProperty("cost_of_1k_in_1k_out_usd") BigDecimal costOf1kIn1kOutUsd,
        String example,
        @Nullable List<ImportAnswer.Field> fields) {

    static ImportedModel of(ImportPlan.Addition addition) {
        return of(addition.row(), addition.entry(), null);
    }

    static ImportedModel of(ImportPlan.Change change) {
        return of(
                change.row(),
                change.after(),
                change.fields().stream().map(ImportAnswer.Field::of).toList());
    }

    static ImportedModel of(ImportPlan.Unchanged unchanged) {
        return of(unchanged.row(), unchanged.entry(), null);
    }

    private static ImportedModel of(int row, RegistryEntry entry, @Nullable List<ImportAnswer.Field> fields) {
        Rates rates = entry.model().pricing().base();
        Money cost = Money.ofTokens(1000, rates.inputPer1m()).plus(Money.ofTokens(1000, rates.outputPer1m()));
        return new ImportedModel(
                row,
                entry.model().key().toString(),
                entry.model().name(),
                new BigDecimal(cost.toString()),
                "1,000 tokens in and 1,000 out would cost " + cost + " USD",
                fields);
    }
}
