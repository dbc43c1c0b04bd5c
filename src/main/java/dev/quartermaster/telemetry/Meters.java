package dev.quartermaster.telemetry;

/**
 * Names of our own meters. Their labels come from closed sets (provider, model, outcome): never a prompt, a key, an
 * agent's free text or a request id.
 */
public final class Meters {

    /** Counter: upstream calls, by provider, model and {@link #OUTCOME}. */
    public static final String ATTEMPTS = "quartermaster.attempts";
    /** Timer: time spent in this service and not in a provider, for one request that is not streamed. */
    public static final String OVERHEAD = "quartermaster.overhead";

    /** Gauge: calls that a provider has not answered to the end, by provider. */
    public static final String IN_FLIGHT = "quartermaster.calls.in.flight";
    /** Gauge: calls that wait for a place with a provider, by provider. */
    public static final String QUEUED = "quartermaster.calls.queued";

    /** {@code success}, or the wire word of a failure kind. */
    public static final String OUTCOME = "outcome";

    private Meters() {}
}
