package dev.quartermaster.registry.edit;

/**
 * What must be true of an entry for an edit of it to be made.
 *
 * @param tag the {@link EntryTag} it must have; null except for {@link Kind#TAG}
 */
public record Expectation(Kind kind, String tag) {

    enum Kind {
        ANYTHING,
        ABSENT,
        PRESENT,
        TAG
    }

    /** There or not. */
    public static final Expectation ANYTHING = new Expectation(Kind.ANYTHING, null);

    /** The edit creates it; where it is there already the edit is refused with {@code conflict}. */
    public static final Expectation ABSENT = new Expectation(Kind.ABSENT, null);

    /** It is there; else the edit is refused with {@code model_not_found}. */
    public static final Expectation PRESENT = new Expectation(Kind.PRESENT, null);

    /** It is as it was when this tag was read; else the edit is refused with {@code precondition_failed}. */
    public static Expectation tag(String tag) {
        return new Expectation(Kind.TAG, tag);
    }
}
