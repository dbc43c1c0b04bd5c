package dev.quartermaster.alerts;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Repository of the alerts that all instances share. */
interface AlertRepository {

    /** @param latest the revision of the latest change; 0 if there are none */
    record Changes(List<Alert> alerts, long latest) {}

    /** Stores the alert, merged with what other instances stored of it. @return whether it was new */
    Uni<Boolean> save(Alert alert);

    /** Acknowledges an alert. @return the alert as it is now; empty if there is none */
    Uni<List<Alert>> acknowledge(UUID id, Instant at, String by);

    /** Lists the newest first. */
    Uni<List<Alert>> list(AlertFilter filter, int limit);

    /** Returns the alerts that changed after a revision, latest changes first. */
    Uni<Changes> changesSince(long revision, int limit);

    /** Deletes the oldest alerts raised before a time, up to a number. @return how many were deleted */
    Uni<Integer> deleteBefore(Instant before, int most);
}
