package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.time.LocalDate;

/**
 * Totals of the calls of one model on one day in UTC, as the ledger bills them.
 *
 * @param cost of those whose cost is known
 * @param unpriced calls whose cost is not known
 * @param estimated calls whose tokens are an estimate
 * @param estimatedTokens tokens of those
 * @param failed calls that brought no answer, or broke off
 * @param failedTokens tokens of those
 * @param cancelled calls that their caller left
 * @param reported calls that agents made themselves
 * @param edgeTokens tokens of calls that began in the first or the last minutes of the day
 */
public record BilledDay(
        LocalDate day,
        String model,
        long calls,
        long inputTokens,
        long outputTokens,
        Money cost,
        long unpriced,
        long estimated,
        long estimatedTokens,
        long failed,
        long failedTokens,
        long cancelled,
        long reported,
        long edgeTokens) {}
