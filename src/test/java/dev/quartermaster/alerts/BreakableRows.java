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
    public Uni<Boolean> keep(Alert alert) {
        Broken.check(PART);
        return ledger.keep(alert);
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
    public Uni<Integer> forget(Instant before, int most) {
        Broken.check(PART);
        return ledger.forget(before, most);
    }

    @Override
    public Uni<News> news(long revision, int limit) {
        Broken.check(PART);
        return ledger.news(revision, limit);
    }
}
