package dev.quartermaster.history.ledger;

import dev.quartermaster.history.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Finds rows of partitioned tables by an id. An id of our making tells about when its row was written, so that the partitions
 * of other days need not be asked; only if there is nothing, and for other ids, all of them are.
 */
final class NearId {

    /** Longer than any request takes, between whose beginning and end ids are created. */
    private static final Duration LEEWAY = Duration.ofHours(6);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** Asks for the rows of a time. */
    @FunctionalInterface
    interface Search<T> {
        Uni<T> within(Instant from, Instant to);
    }

    private NearId() {}

    /** @param found whether an answer needs no further search */
    static <T> Uni<T> search(UUID id, Search<T> search, Predicate<T> found) {
        Optional<Instant> time = TimeOrderedIds.timeOf(id);
        return time.isEmpty()
                ? search.within(FIRST, LAST)
                : search.within(time.get().minus(LEEWAY), time.get().plus(LEEWAY))
                        .chain(near -> found.test(near) ? Uni.createFrom().item(near) : search.within(FIRST, LAST));
    }
}
