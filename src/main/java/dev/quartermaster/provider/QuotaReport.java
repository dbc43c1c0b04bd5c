package dev.quartermaster.provider;

import java.time.Duration;

/** Rate limits as reported in a provider's headers; a component is null if its header is absent. */
public record QuotaReport(
        Long requestLimit,
        Long requestsRemaining,
        Duration requestsReset,
        Long tokenLimit,
        Long tokensRemaining,
        Duration tokensReset) {

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
