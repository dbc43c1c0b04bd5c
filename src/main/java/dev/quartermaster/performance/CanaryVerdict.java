package dev.quartermaster.performance;

import dev.quartermaster.agents.Canary;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.history.ledger.ArmSum;
import java.util.Locale;
import java.util.Optional;

/**
 * What a canary's rule concludes from how both sides did. Pure.
 *
 * @param end empty: it goes on
 * @param why in words; empty while it goes on
 */
record CanaryVerdict(Optional<CanaryEnd> end, String why) {

    private static final CanaryVerdict GO_ON = new CanaryVerdict(Optional.empty(), "");

    static CanaryVerdict of(Canary.Rule rule, ArmSum base, ArmSum canary) {
        if (canary.requests() < rule.minRequests()) {
            return GO_ON;
        }
        double success = (double) canary.successes() / canary.requests();
        if (rule.minSuccessRate() != null && success < rule.minSuccessRate()) {
            return back("%.1f %% of its %d requests succeeded", success * 100, canary.requests());
        } else if (rule.minQuality() != null && canary.quality() != null && canary.quality() < rule.minQuality()) {
            return back("its mean quality is %.2f", canary.quality());
        } else if (isTooDear(rule, base, canary)) {
            return back("a request costs %.2f times the other side's", canary.costUsd() / base.costUsd());
        }
        boolean isProven = rule.promoteAfterRequests() != null && canary.requests() >= rule.promoteAfterRequests();
        return isProven
                ? new CanaryVerdict(
                        Optional.of(CanaryEnd.PROMOTE),
                        "nothing speaks against it after " + canary.requests() + " requests")
                : GO_ON;
    }

    /** Only where the other side has had requests enough to compare with. */
    private static boolean isTooDear(Canary.Rule rule, ArmSum base, ArmSum canary) {
        return rule.maxCostRatio() != null
                && base.requests() >= rule.minRequests()
                && base.costUsd() > 0
                && canary.costUsd() > base.costUsd() * rule.maxCostRatio();
    }

    private static CanaryVerdict back(String why, Object... facts) {
        return new CanaryVerdict(Optional.of(CanaryEnd.ROLLBACK), String.format(Locale.ROOT, why, facts));
    }
}
