package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one probe.
 *
 * @param reachable whether the provider is there; one that refuses the question is
 * @param answered whether it answered as it should
 * @param detail why not; null when it did. Never holds a key
 */
public record ProbeResult(
        ProviderId provider,
        boolean reachable,
        boolean answered,
        Duration took,
        @Nullable String detail) {

    static ProbeResult answered(ProviderId provider, Duration took) {
        return new ProbeResult(provider, true, true, took, null);
    }

    static ProbeResult silent(ProviderId provider, Duration took, Throwable failure) {
        return new ProbeResult(provider, isThere(failure), false, took, reason(failure, took));
    }

    /** An answer below 500 came from somebody who is there, whatever it says of the key or the address. */
    private static boolean isThere(Throwable failure) {
        return failure instanceof ProviderFailure known && known.status() > 0 && known.status() < 500;
    }

    private static @Nullable String reason(Throwable failure, Duration took) {
        if (failure instanceof TimeoutException) {
            return "no answer within " + took.toMillis() + " ms";
        }
        boolean sayable = failure instanceof ProviderFailure || failure instanceof IllegalStateException;
        return sayable ? failure.getMessage() : failure.getClass().getSimpleName();
    }
}
