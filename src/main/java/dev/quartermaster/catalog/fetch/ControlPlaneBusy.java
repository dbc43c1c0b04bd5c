package dev.quartermaster.catalog.fetch;

/** A failure that may be over in a moment: throttling, a server error, a lost or slow connection. */
public final class ControlPlaneBusy extends ControlPlaneFailure {

    private static final long serialVersionUID = 1L;

    public ControlPlaneBusy(String message) {
        super(message, false);
    }
}
