package dev.quartermaster.provider;

import java.time.Duration;

/** What a provider's own headers say of its limits; every component is null where they are silent. */
public record QuotaReport(
        Long requestLimit,
        Long requestsRemaining,
        Duration requestsReset,
        Long tokenLimit,
        Long tokensRemaining,
        Duration tokensReset) {

    /** Whether nothing at all was said. */
    public boolean isSilent() {
        return requestLimit == null
                && requestsRemaining == null
                && requestsReset == null
                && tokenLimit == null
                && tokensRemaining == null
                && tokensReset == null;
    }
}
