package dev.quartermaster.jobs;

/** The start ends here; the message is all that whoever started it needs to read. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message, null, false, false);
    }
}
