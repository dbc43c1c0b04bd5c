package dev.quartermaster.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rate limits as reported in a provider's headers; a component is null if its header is absent. */
public record QuotaReport(
        @Nullable Long requestLimit,
        @Nullable Long requestsRemaining,
        @Nullable Duration requestsReset,
        @Nullable Long tokenLimit,
        @Nullable Long tokensRemaining,
        @Nullable Duration tokensReset) {

    /** Returns whether no limit was reported. */
    public boolean isSilent() {
        return requestLimit == null
                && requestsRemaining == null
                && requestsReset == null
                && tokenLimit == null
                && tokensRemaining == null
                && tokensReset == null;
    }
}
