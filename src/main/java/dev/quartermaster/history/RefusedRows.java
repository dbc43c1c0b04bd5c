package dev.quartermaster.history;

/** The database will never take these rows, because of what is in them. */
final class RefusedRows extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedRows(String message) {
        super(message, null, false, false);
    }
}
