package dev.quartermaster.provider;

/**
 * Rules of a protocol for identifiers that callers choose or bring from other providers.
 *
 * @param toolName for tool names
 * @param callId for tool call ids, in calls and results
 */
public record IdentifierRules(IdentifierFormat toolName, IdentifierFormat callId) {

    /** Rules that satisfy every known provider. */
    public static final IdentifierRules STRICT =
            new IdentifierRules(IdentifierFormat.plain(64), IdentifierFormat.plain(64));

    /** Takes whatever it is given. */
    public static final IdentifierRules NONE = new IdentifierRules(IdentifierFormat.ANY, IdentifierFormat.ANY);
}
