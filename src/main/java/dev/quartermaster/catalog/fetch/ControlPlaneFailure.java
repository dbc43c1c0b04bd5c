package dev.quartermaster.catalog.fetch;

/**
 * The control plane did not give the list. The message holds AWS's error code and our own words, never AWS's text,
 * which may name the account. Like the other failures of calls it carries no stack trace.
 */
public class ControlPlaneFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean notEnabled;

    ControlPlaneFailure(String message, boolean notEnabled) {
        super(message, null, false, false);
        this.reason = message;
        this.notEnabled = notEnabled;
    }

    public static ControlPlaneFailure failed(String message) {
        return new ControlPlaneFailure(message, false);
    }

    /** The account may not use the region. */
    public static ControlPlaneFailure notEnabled(String message) {
        return new ControlPlaneFailure(message, true);
    }

    /** Returns the message, which is never null. */
    public String reason() {
        return reason;
    }

    public boolean notEnabled() {
        return notEnabled;
    }

    /** A failure that may be over in a moment: throttling, a server error, a lost or slow connection. */
    public static final class ControlPlaneBusy extends ControlPlaneFailure {

        private static final long serialVersionUID = 1L;

        public ControlPlaneBusy(String message) {
            super(message, false);
        }
    }
}
