package dev.quartermaster.provider;

import dev.quartermaster.domain.QuartermasterException;

/**
 * Decides about a request field that the provider does not support. A translator reports the field here and, if that
 * returns, leaves it out: nothing is dropped silently. Lenient callers pass a listener that collects the reports as
 * warnings.
 */
@FunctionalInterface
public interface UnsupportedFieldPolicy {

    /** Refuses the request, naming the field. */
    UnsupportedFieldPolicy STRICT = (field, reason) -> {
        throw QuartermasterException.invalid(field, reason);
    };

    /**
     * @param field the field as a path in the caller's request ({@code n}, {@code messages[2].name})
     * @param reason why it cannot be said, in words for the caller
     * @throws QuartermasterException when nothing may be lost
     */
    void unsupported(String field, String reason);

    /**
     * Reports a field that is left out and changes no answer, such as a label. Never refuses: an agent does not lose a
     * conversation over one.
     *
     * @param field as for {@link #unsupported}
     */
    default void omitted(String field, String reason) {}
}
