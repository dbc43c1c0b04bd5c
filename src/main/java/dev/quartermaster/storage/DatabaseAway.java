package dev.quartermaster.storage;

/** The database could not be asked, or did not answer in time. */
public final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAway(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
