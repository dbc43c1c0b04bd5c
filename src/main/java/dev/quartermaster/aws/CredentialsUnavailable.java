package dev.quartermaster.aws;

/** No source of the chain has credentials, or the one that should have them does not answer. */
public final class CredentialsUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The SDK's own words are left out: they list every place that was searched, paths and addresses included. */
    CredentialsUnavailable() {
        super("no AWS credentials were found", null, false, false);
    }
}
