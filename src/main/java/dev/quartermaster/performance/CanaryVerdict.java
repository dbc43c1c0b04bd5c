package dev.quartermaster.performance;

import dev.quartermaster.agents.Canary;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.history.ledger.CanaryRepository.ArmSum;
import java.util.Locale;
import java.util.Optional;

/**
 * Verdict of a canary's rule from the results of both arms. Pure.
 *
 * @param end the end of the canary; empty if it continues
 * @param why the reason in words; empty if it continues
 */
record CanaryVerdict(Optional<CanaryEnd> end, String why) {

    private static final CanaryVerdict CONTINUE = new CanaryVerdict(Optional.empty(), "");

    static CanaryVerdict of(Canary.Rule rule, ArmSum base, ArmSum canary) {
        if (canary.requests() < rule.minRequests()) {
            return CONTINUE;
        }
        double success = (double) canary.successes() / canary.requests();
        if (rule.minSuccessRate() != null && success < rule.minSuccessRate()) {
            return back("%.1f %% of its %d requests succeeded", success * 100, canary.requests());
        } else if (rule.minQuality() != null && canary.quality() != null && canary.quality() < rule.minQuality()) {
            return back("its mean quality is %.2f", canary.quality());
        } else if (isTooExpensive(rule, base, canary)) {
            return back("a request costs %.2f times the other side's", canary.costUsd() / base.costUsd());
        }
        return isProven(rule, base, canary)
                ? new CanaryVerdict(
                        Optional.of(CanaryEnd.PROMOTE),
                        "nothing speaks against it after " + canary.requests() + " requests")
                : CONTINUE;
    }

    /** Returns whether it may be promoted: not while a quality or cost that the rule requires is unknown. */
    private static boolean isProven(Canary.Rule rule, ArmSum base, ArmSum canary) {
        return rule.promoteAfterRequests() != null
                && canary.requests() >= rule.promoteAfterRequests()
                && (rule.minQuality() == null || canary.quality() != null)
                && (rule.maxCostRatio() == null || arePriced(rule, base, canary));
    }

    /** Returns whether it costs too much, once the other arm has enough requests to compare with. */
    private static boolean isTooExpensive(Canary.Rule rule, ArmSum base, ArmSum canary) {
        return rule.maxCostRatio() != null
                && arePriced(rule, base, canary)
                && base.costUsd() > 0
                && canary.costUsd() > base.costUsd() * rule.maxCostRatio();
    }

    private static boolean arePriced(Canary.Rule rule, ArmSum base, ArmSum canary) {
        return base.priced() >= rule.minRequests() && canary.priced() >= rule.minRequests();
    }

    private static CanaryVerdict back(String why, Object... facts) {
        return new CanaryVerdict(Optional.of(CanaryEnd.ROLLBACK), String.format(Locale.ROOT, why, facts));
    }
}
