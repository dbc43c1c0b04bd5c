package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.limits.MinuteQuota.Reservation;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several quotas at once. */
final class Quotas {

    private Quotas() {}

    static Map<String, RateLimits> of(Map<String, LimitsConfig.Quota> configured) {
        return configured.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().limits()));
    }

    /**
     * Takes from both or from neither; either may be null.
     *
     * @param giveBack undoes what was taken besides, when one of them refuses or the permit is released
     */
    static LimitDecision take(@Nullable MinuteQuota one, @Nullable MinuteQuota other, Runnable giveBack, long amount) {
        if (one == null) {
            return other == null ? new Permit(null, null, giveBack) : take(other, null, giveBack, amount);
        }
        Reservation first = one.take(amount);
        if (first.refused() != null || other == null) {
            return result(first, first, null, giveBack);
        }
        Reservation second = other.take(amount);
        if (second.refused() != null) {
            first.release();
        }
        return result(second, first, second, giveBack);
    }

    private static LimitDecision result(
            Reservation last, Reservation one, @Nullable Reservation other, Runnable giveBack) {
        if (last.refused() == null) {
            return new Permit(one, other, giveBack);
        }
        giveBack.run();
        return last.refused();
    }
}
