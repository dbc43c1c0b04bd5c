package dev.quartermaster.provider;

import dev.quartermaster.domain.QuartermasterException;

/**
 * What happens when a request holds something its provider has no way to say. A translator reports it here and, if that
 * returns, leaves the field out: nothing is lost in silence. Lenient callers pass a listener that keeps the reports, to
 * hand them back as warnings.
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
