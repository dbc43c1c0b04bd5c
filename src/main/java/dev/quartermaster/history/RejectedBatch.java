package dev.quartermaster.history;

import org.jspecify.annotations.Nullable;

/** The database will never take these rows, because of what is in them. */
final class RejectedBatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectedBatch(@Nullable String message) {
        super(message, null, false, false);
    }
}
