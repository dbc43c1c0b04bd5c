package dev.quartermaster.cost.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a provider's export.
 *
 * @param day in UTC, on which it begins
 * @param model as the provider names it; null where it does not
 * @param inputTokens all prompt tokens, whatever they cost; null where the export has no tokens, as are those of the answer
 * @param usd null where the export has no costs
 */
record ExportLine(
        LocalDate day,
        @Nullable String model,
        @Nullable BigDecimal inputTokens,
        @Nullable BigDecimal outputTokens,
        @Nullable BigDecimal usd) {}
