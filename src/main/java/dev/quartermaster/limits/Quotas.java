package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.Acquired.Permit;
import dev.quartermaster.limits.MinuteQuota.Take;
import java.util.Map;
import java.util.stream.Collectors;

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
    static Acquired take(MinuteQuota one, MinuteQuota other, Runnable giveBack, long amount) {
        if (one == null) {
            return other == null ? new Permit(null, null, giveBack) : take(other, null, giveBack, amount);
        }
        Take first = one.take(amount);
        if (first.refused() != null || other == null) {
            return result(first, first, null, giveBack);
        }
        Take second = other.take(amount);
        if (second.refused() != null) {
            first.release();
        }
        return result(second, first, second, giveBack);
    }

    private static Acquired result(Take last, Take one, Take other, Runnable giveBack) {
        if (last.refused() == null) {
            return new Permit(one, other, giveBack);
        }
        giveBack.run();
        return last.refused();
    }
}
