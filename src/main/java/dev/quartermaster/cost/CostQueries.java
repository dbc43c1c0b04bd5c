package dev.quartermaster.cost;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers what was spent. */
@ApplicationScoped
public class CostQueries {

    private final CostRepository ledger;

    CostQueries(CostRepository ledger) {
        this.ledger = ledger;
    }

    /**
     * Fails with {@code history_unavailable} when the database is down, and with {@code invalid_request} when it takes
     * requests that retention has removed.
     */
    public Uni<List<CostSum>> answer(CostQuestion question) {
        Optional<Instant> needed = question.rowsFrom();
        return needed.isEmpty()
                ? ledger.sums(question)
                : ledger.removedBefore()
                        .invoke(removed -> removed.filter(before -> needed.get().isBefore(before))
                                .ifPresent(CostQueries::refuse))
                        .chain(() -> ledger.sums(question));
    }

    private static void refuse(Instant before) {
        throw QuartermasterException.invalid(
                "from",
                "requests from before " + before
                        + " have been removed; of the time before it only whole hours (UTC) are"
                        + " known, and not by task");
    }
}
