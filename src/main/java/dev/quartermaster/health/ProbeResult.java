package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of one probe.
 *
 * @param reachable whether the provider responded, even with an error
 * @param answered whether it answered the probe successfully
 * @param detail the cause of a failure; null on success. Never contains a key
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

    static ProbeResult failed(ProviderId provider, Duration took, Throwable failure) {
        return new ProbeResult(provider, isReachable(failure), false, took, reason(failure, took));
    }

    /** Returns whether the provider responded below 500, whatever it says of the key or the address. */
    private static boolean isReachable(Throwable failure) {
        return failure instanceof ProviderFailure known && known.status() > 0 && known.status() < 500;
    }

    private static @Nullable String reason(Throwable failure, Duration took) {
        if (failure instanceof TimeoutException) {
            return "no answer within " + took.toMillis() + " ms";
        }
        boolean safe = failure instanceof ProviderFailure || failure instanceof IllegalStateException;
        return safe ? failure.getMessage() : failure.getClass().getSimpleName();
    }
}
