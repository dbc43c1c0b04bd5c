package dev.quartermaster.provider;

/**
 * What a protocol demands of the identifiers that callers choose or bring from other providers.
 *
 * @param toolName the names of tools
 * @param callId the ids of tool calls, in calls and results
 */
public record IdentifierRules(IdentifierFormat toolName, IdentifierFormat callId) {

    /** What every known provider takes. */
    public static final IdentifierRules STRICT =
            new IdentifierRules(IdentifierFormat.plain(64), IdentifierFormat.plain(64));

    /** Takes whatever it is given. */
    public static final IdentifierRules NONE = new IdentifierRules(IdentifierFormat.ANY, IdentifierFormat.ANY);
}
