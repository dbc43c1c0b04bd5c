package dev.quartermaster.routing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.routing.BudgetSignals.Economy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals of budgets as part of {@link InputsJson}.
 *
 * @param answers null for one
 */
@RegisterForReflection
record BudgetsJson(
        @Nullable List<BlockingJson> blocking,
        @Nullable EconomyJson economy,
        double promptMargin,
        @Nullable Integer answers,
        @Nullable TierJson tier) {

    @RegisterForReflection
    record TierJson(Dialect dialect, String word) {}

    /** Amounts are text: a number might be read as one that is only near. */
    @RegisterForReflection
    record BlockingJson(
            String budget,
            String scope,
            @Nullable String provider,
            @Nullable String model,
            String limitUsd,
            String spentUsd,
            String heldUsd,
            String leftUsd,
            @Nullable String resetsAt,
            @Nullable Boolean unconfirmed) {

        static BlockingJson of(BlockingBudget budget) {
            return new BlockingJson(
                    budget.budget(),
                    budget.scope(),
                    budget.provider() == null ? null : budget.provider().value(),
                    budget.model() == null ? null : budget.model().toString(),
                    budget.limit().toString(),
                    budget.spent().toString(),
                    budget.held().toString(),
                    budget.left().toString(),
                    budget.resetsAt() == null ? null : budget.resetsAt().toString(),
                    budget.unconfirmed() ? true : null);
        }

        BlockingBudget blockingBudget() {
            return new BlockingBudget(
                    budget,
                    scope,
                    provider == null ? null : ProviderId.of(provider),
                    model == null ? null : InputsJson.model(model),
                    Money.usd(limitUsd),
                    Money.usd(spentUsd),
                    Money.usd(heldUsd),
                    Money.usd(leftUsd),
                    resetsAt == null ? null : Instant.parse(resetsAt),
                    unconfirmed != null && unconfirmed);
        }
    }

    @RegisterForReflection
    record EconomyJson(String budget, int spentPercent) {}

    /** Returns null where budgets say nothing. */
    static @Nullable BudgetsJson of(BudgetSignals budgets) {
        Economy economy = budgets.economy();
        return budgets.isSilent()
                ? null
                : new BudgetsJson(
                        budgets.blocking().stream().map(BlockingJson::of).toList(),
                        economy == null ? null : new EconomyJson(economy.budget(), economy.spentPercent()),
                        budgets.promptMargin(),
                        budgets.answers() == 1 ? null : Integer.valueOf(budgets.answers()),
                        budgets.tier() == null
                                ? null
                                : new TierJson(
                                        budgets.tier().dialect(), budgets.tier().word()));
    }

    BudgetSignals budgets() {
        return new BudgetSignals(
                blocking == null
                        ? List.of()
                        : blocking.stream().map(BlockingJson::blockingBudget).toList(),
                economy == null ? null : new Economy(economy.budget(), economy.spentPercent()),
                promptMargin,
                answers == null ? 1 : answers,
                tier == null ? null : new RequestedTier(tier.dialect(), tier.word()));
    }

    /** Writes the same as {@link #of}, straight to a generator, as the field {@code budgets}; nothing where they are silent. */
    static void write(JsonGenerator json, BudgetSignals budgets) throws IOException {
        if (budgets.isSilent()) {
            return;
        }
        json.writeObjectFieldStart("budgets");
        if (!budgets.blocking().isEmpty()) {
            json.writeArrayFieldStart("blocking");
            for (BlockingBudget budget : budgets.blocking()) {
                write(json, BlockingJson.of(budget));
            }
            json.writeEndArray();
        }
        Economy economy = budgets.economy();
        if (economy != null) {
            json.writeObjectFieldStart("economy");
            json.writeStringField("budget", economy.budget());
            json.writeNumberField("spent_percent", economy.spentPercent());
            json.writeEndObject();
        }
        json.writeNumberField("prompt_margin", budgets.promptMargin());
        if (budgets.answers() != 1) {
            json.writeNumberField("answers", budgets.answers());
        }
        RequestedTier tier = budgets.tier();
        if (tier != null) {
            json.writeObjectFieldStart("tier");
            json.writeStringField("dialect", tier.dialect().name());
            json.writeStringField("word", tier.word());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, BlockingJson budget) throws IOException {
        json.writeStartObject();
        json.writeStringField("budget", budget.budget());
        json.writeStringField("scope", budget.scope());
        text(json, "provider", budget.provider());
        text(json, "model", budget.model());
        json.writeStringField("limit_usd", budget.limitUsd());
        json.writeStringField("spent_usd", budget.spentUsd());
        json.writeStringField("held_usd", budget.heldUsd());
        json.writeStringField("left_usd", budget.leftUsd());
        text(json, "resets_at", budget.resetsAt());
        if (budget.unconfirmed() != null) {
            json.writeBooleanField("unconfirmed", budget.unconfirmed());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
