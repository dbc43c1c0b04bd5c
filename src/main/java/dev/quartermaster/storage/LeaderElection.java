package dev.quartermaster.storage;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;

/**
 * Which one of the instances on a database does what only one is to do. Whoever holds the advisory lock on the connection of
 * its change feed does; the lock ends with that connection, so that the next who asks gets it. Nobody waits for it: each
 * asks anew whenever there is something to do, and so learns as well whether it still holds it.
 */
public final class LeaderElection {

    /** Role of an instance. */
    public enum Role {
        /** It does what is to be done for all. */
        LEADS,
        /** Another one does. */
        FOLLOWS,
        /** There is no connection: each for itself. */
        ALONE
    }

    /** @param since when it came into this role */
    public record Standing(Role role, Instant since) {}

    private final ChangeFeed feed;
    private final String question;
    private final Clock clock;
    private volatile Standing standing;

    /** @param lock unlike that of any other lead in the database */
    public LeaderElection(ChangeFeed feed, long lock, Clock clock) {
        this.feed = feed;
        // A session that asks again for what it holds gets it once more; only its end gives it back.
        this.question = "SELECT pg_try_advisory_lock(" + lock + ")";
        this.clock = clock;
        this.standing = new Standing(Role.ALONE, clock.instant());
        feed.onLoss(() -> become(Role.ALONE));
    }

    /** The role at the last look; alone from the moment on that the connection is lost. */
    public Standing standing() {
        return standing;
    }

    /** Claims leadership if no instance has it. Never fails. */
    public Uni<Role> claim() {
        return feed.ask(own -> own.query(question).execute())
                .map(rows -> rows.iterator().next().getBoolean(0) ? Role.LEADS : Role.FOLLOWS)
                .onFailure()
                .recoverWithItem(Role.ALONE)
                .invoke(this::become);
    }

    private synchronized void become(Role role) {
        if (standing.role() != role) {
            standing = new Standing(role, clock.instant());
        }
    }
}
