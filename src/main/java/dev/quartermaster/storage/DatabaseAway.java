package dev.quartermaster.storage;

import org.jspecify.annotations.Nullable;

/** The database could not be asked, or did not answer in time. */
public final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAway(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
