package dev.quartermaster.alerts;

import dev.quartermaster.testing.Broken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The place where alerts are kept, which can be made to throw. */
@Alternative
@ApplicationScoped
public class BreakableRows implements AlertRepository {

    public static final String PART = "alert rows";

    private final PostgresAlertRepository ledger;

    BreakableRows(PostgresAlertRepository ledger) {
        this.ledger = ledger;
    }

    @Override
    public Uni<Boolean> save(Alert alert) {
        Broken.check(PART);
        return ledger.save(alert);
    }

    @Override
    public Uni<List<Alert>> acknowledge(UUID id, Instant at, String by) {
        Broken.check(PART);
        return ledger.acknowledge(id, at, by);
    }

    @Override
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        return Broken.is(PART)
                ? Uni.createFrom().failure(new IllegalStateException("the rows are broken"))
                : ledger.list(filter, limit);
    }

    @Override
    public Uni<Integer> deleteBefore(Instant before, int most) {
        Broken.check(PART);
        return ledger.deleteBefore(before, most);
    }

    @Override
    public Uni<Changes> changesSince(long revision, int limit) {
        Broken.check(PART);
        return ledger.changesSince(revision, limit);
    }
}
