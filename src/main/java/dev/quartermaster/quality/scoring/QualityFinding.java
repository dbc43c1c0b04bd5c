package dev.quartermaster.quality.scoring;

import java.util.Locale;

/** Fault that a rule finds in an answer. */
public enum QualityFinding {
    /** Neither a text nor a tool call. */
    EMPTY,
    /** The token limit or the provider ended it. */
    TRUNCATED,
    /** It stops within a sentence, a code block or a JSON value. */
    CUT_OFF,
    /** The last sentence has no end, though all others have. */
    OPEN_END,
    /** The provider's filter removed a part. */
    FILTERED,
    REFUSED,
    NOT_JSON,
    SCHEMA_VIOLATED,
    /** Fewer list items than were asked for. */
    ITEMS_MISSING,
    /** More list items than were asked for. */
    ITEMS_EXTRA,
    SECTION_MISSING,
    /** A part of the question has no answer. */
    PART_MISSING,
    /** A table or a list was asked for, and there is none. */
    WRONG_FORMAT,
    UNKNOWN_TOOL,
    INVALID_ARGUMENTS,
    WRONG_LANGUAGE,
    OFF_TOPIC,
    /** It answers an earlier question of the conversation. */
    OTHER_QUESTION,
    HEDGING,
    REPETITION,
    /** A code block, an emphasis, a bracket or a tag that is not closed. */
    OPEN_MARKUP,
    /** Numbers of a list that do not go up one by one. */
    NUMBERING,
    /** Rows of a table with different numbers of cells. */
    RAGGED_TABLE,
    /** JSON was asked for, and there is text around it. */
    TEXT_AROUND_JSON,
    /** A long text without a paragraph. */
    UNSTRUCTURED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in APIs and the database. */
    public String wire() {
        return wire;
    }
}
