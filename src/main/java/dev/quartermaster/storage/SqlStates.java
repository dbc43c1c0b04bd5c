package dev.quartermaster.storage;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQL states: what PostgreSQL says of a failure. Their first two characters are its class. */
public final class SqlStates {

    private static final String UNIQUE_VIOLATION = "23505";

    private SqlStates() {}

    /** The class of this exception, its causes left aside: the client's own exception, or the one that Hibernate makes of it. */
    public static Optional<String> of(Throwable failure) {
        String state = state(failure);
        return state == null || state.length() < 2 ? Optional.empty() : Optional.of(state.substring(0, 2));
    }

    /** Returns whether a row was there already. */
    public static boolean isDuplicate(Throwable failure) {
        return UNIQUE_VIOLATION.equals(state(failure));
    }

    private static @Nullable String state(Throwable failure) {
        return failure instanceof DatabaseException refused
                ? refused.getSqlState()
                : failure instanceof SQLException refused ? refused.getSQLState() : null;
    }
}
