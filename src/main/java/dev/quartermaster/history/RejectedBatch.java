package dev.quartermaster.history;

/** The database will never take these rows, because of what is in them. */
final class RejectedBatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectedBatch(String message) {
        super(message, null, false, false);
    }
}
