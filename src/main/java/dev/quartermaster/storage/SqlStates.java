package dev.quartermaster.storage;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;

/** Classes of SQL states, the first two characters of what PostgreSQL says of a failure. */
public final class SqlStates {

    private SqlStates() {}

    /** The class of this exception, its causes left aside: the client's own exception, or the one that Hibernate makes of it. */
    public static Optional<String> of(Throwable failure) {
        String state = failure instanceof DatabaseException refused
                ? refused.getSqlState()
                : failure instanceof SQLException refused ? refused.getSQLState() : null;
        return state == null || state.length() < 2 ? Optional.empty() : Optional.of(state.substring(0, 2));
    }
}
