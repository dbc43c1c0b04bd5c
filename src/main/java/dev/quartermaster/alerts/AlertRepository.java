package dev.quartermaster.alerts;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Repository of the alerts that all instances share. */
interface AlertRepository {

    /** @param latest the revision of the latest change among them; 0 when there are none */
    record News(List<Alert> alerts, long latest) {}

    /** Keeps what is known of the alert, beside what others know of it. @return whether nobody had kept it before */
    Uni<Boolean> keep(Alert alert);

    /** @return the alert as it is now; empty when there is none */
    Uni<List<Alert>> acknowledge(UUID id, Instant at, String by);

    /** The newest first. */
    Uni<List<Alert>> list(AlertFilter filter, int limit);

    /** Returns the alerts that changed after a revision, latest changes first. */
    Uni<News> news(long revision, int limit);

    /** Deletes the oldest of those told before that time, at most so many. @return how many those were */
    Uni<Integer> forget(Instant before, int most);
}
