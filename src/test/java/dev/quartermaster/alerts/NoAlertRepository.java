package dev.quartermaster.alerts;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Alert repository that stores nothing, for tests. */
class NoAlertRepository implements AlertRepository {

    @Override
    public Uni<Boolean> save(Alert alert) {
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<List<Alert>> acknowledge(UUID id, Instant at, String by) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Integer> deleteBefore(Instant before, int most) {
        return Uni.createFrom().item(0);
    }

    @Override
    public Uni<Changes> changesSince(long revision, int limit) {
        return Uni.createFrom().item(new Changes(List.of(), 0));
    }
}
