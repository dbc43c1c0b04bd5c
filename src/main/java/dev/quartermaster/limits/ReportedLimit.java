package dev.quartermaster.limits;

import java.time.Duration;

/**
 * What a provider's own headers say of one of its limits; every component is null where they are silent.
 *
 * @param reset until all of it is free again
 */
public record ReportedLimit(Long limit, Long remaining, Duration reset) {

    public static final ReportedLimit NOTHING = new ReportedLimit(null, null, null);

    /** How long what remains is believed where the provider does not say when more will be there. */
    private static final Duration UNSAID_RESET = Duration.ofMinutes(1);

    boolean says() {
        return remaining != null;
    }

    Duration validFor() {
        return reset == null ? UNSAID_RESET : reset;
    }

    /** What may be used of it: the share that is kept free of the limit is kept free of what remains too. */
    long usable(double share) {
        long kept = limit == null ? 0 : limit - (long) Math.floor(limit * share);
        return Math.max(0, remaining - kept);
    }
}
