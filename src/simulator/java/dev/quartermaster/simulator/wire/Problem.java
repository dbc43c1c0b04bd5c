package dev.quartermaster.simulator.wire;

/**
 * An error, which each provider writes in its own form.
 *
 * @param status the HTTP status; inside a 200 it still decides the provider's error type
 * @param code replaces the provider's usual code for that status; null for the usual one
 * @param field the request field at fault, or null
 * @param retryAfterSeconds when to come back, or null when the provider does not say
 */
public record Problem(Reason reason, int status, String code, String message, String field, Integer retryAfterSeconds) {

    /** Problems that have a form of their own, whatever their status. */
    public enum Reason {
        PLAIN,
        /** The money of the account is used up; coming back soon does not help. */
        SPEND_LIMIT,
        /** The prompt is longer than the model's context window. */
        CONTEXT_WINDOW
    }

    public static Problem of(int status, String message) {
        return new Problem(Reason.PLAIN, status, null, message, null, null);
    }

    public static Problem invalid(String field, String message) {
        return new Problem(Reason.PLAIN, 400, null, message, field, null);
    }
}
