package dev.quartermaster.credentials;

import java.util.Locale;

/** Place where a provider's key was found, the first one first. */
public enum KeyOrigin {
    /** Set by the API or the console, and kept encrypted. */
    DATABASE,
    SECRETS_MANAGER,
    /** A configuration file or a system property. */
    CONFIGURATION,
    ENVIRONMENT,
    /** The file {@code .env} in the working directory. */
    ENV_FILE;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
