package dev.quartermaster.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limit as reported in a provider's headers; a component is null if its header is absent.
 *
 * @param reset the time until all of it is free again
 */
public record ReportedLimit(
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Duration reset) {

    public static final ReportedLimit NOTHING = new ReportedLimit(null, null, null);

    /** Validity of a reported remainder if the provider gives no reset time. */
    private static final Duration UNSAID_RESET = Duration.ofMinutes(1);

    boolean says() {
        return remaining != null;
    }

    Duration validFor() {
        return reset == null ? UNSAID_RESET : reset;
    }

    /** Returns the usable remainder, none where nothing is reported: the share of the limit that is kept free is kept free of the remainder too. */
    long usable(double share) {
        long kept = limit == null ? 0 : limit - (long) Math.floor(limit * share);
        return remaining == null ? 0 : Math.max(0, remaining - kept);
    }
}
