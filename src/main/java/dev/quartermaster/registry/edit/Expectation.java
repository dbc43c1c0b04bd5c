package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ErrorCode;
import java.util.Set;

/**
 * Precondition of an edit.
 *
 * @param tags accepted values of the {@link EntryTag}; none except for {@link Kind#TAG}
 * @param refusal the error code if the precondition fails
 */
public record Expectation(Kind kind, Set<String> tags, ErrorCode refusal) {

    /** Kind of a precondition. */
    public enum Kind {
        ANYTHING,
        ABSENT,
        PRESENT,
        TAG
    }

    /** There or not. */
    public static final Expectation ANYTHING = new Expectation(Kind.ANYTHING, Set.of(), ErrorCode.CONFLICT);

    /** The edit creates it; where it is there already the edit is refused with {@code conflict}. */
    public static final Expectation ABSENT = new Expectation(Kind.ABSENT, Set.of(), ErrorCode.CONFLICT);

    /** It is there; else the edit is refused with {@code model_not_found}. */
    public static final Expectation PRESENT = new Expectation(Kind.PRESENT, Set.of(), ErrorCode.MODEL_NOT_FOUND);

    /** It is as it was when one of these tags was read; else the edit is refused with {@code precondition_failed}. */
    public static Expectation tag(String... tags) {
        return new Expectation(Kind.TAG, Set.of(tags), ErrorCode.PRECONDITION_FAILED);
    }

    /** The same, told to the caller as a condition of the request that does not hold. */
    public Expectation asPrecondition() {
        return new Expectation(kind, tags, ErrorCode.PRECONDITION_FAILED);
    }
}
