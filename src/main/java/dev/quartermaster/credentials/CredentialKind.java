package dev.quartermaster.credentials;

import java.util.Locale;

/** Kind of a provider's key. */
public enum CredentialKind {
    API_KEY,
    /** A key of Bedrock's own, with or without an end. */
    BEARER_TOKEN,
    /** An access key of AWS, by which calls are signed. */
    ACCESS_KEY;

    /** The word used on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
