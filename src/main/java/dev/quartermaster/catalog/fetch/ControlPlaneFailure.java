package dev.quartermaster.catalog.fetch;

/**
 * The control plane did not give the list. The message holds AWS's error code and our own words, never AWS's text,
 * which may name the account. Like the other failures of calls it carries no stack trace.
 */
public class ControlPlaneFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean notEnabled;

    ControlPlaneFailure(String message, boolean notEnabled) {
        super(message, null, false, false);
        this.notEnabled = notEnabled;
    }

    public static ControlPlaneFailure failed(String message) {
        return new ControlPlaneFailure(message, false);
    }

    /** The account may not use the region. */
    public static ControlPlaneFailure notEnabled(String message) {
        return new ControlPlaneFailure(message, true);
    }

    public boolean notEnabled() {
        return notEnabled;
    }
}
