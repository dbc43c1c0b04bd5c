package dev.quartermaster.cost;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostRepository.Gap;
import dev.quartermaster.history.ledger.CostSum;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers what was spent. */
@ApplicationScoped
public class CostQueries {

    private final CostRepository ledger;

    CostQueries(CostRepository ledger) {
        this.ledger = ledger;
    }

    /**
     * Fails with {@code history_unavailable} when the database is down, and with {@code invalid_request} when it takes
     * what retention has removed.
     */
    public Uni<List<CostSum>> answer(CostQuestion question) {
        return ledger.gap(question)
                .invoke(gap -> gap.ifPresent(CostQueries::refuse))
                .chain(() -> ledger.sums(question));
    }

    private static void refuse(Gap gap) {
        throw QuartermasterException.invalid(
                "from",
                "requests from before " + gap.before() + " have been removed; of the time before it only "
                        + switch (gap.of()) {
                            case REQUESTS -> "whole quarters of an hour (UTC) are known, and not by task";
                            case QUARTER_HOURS -> "whole hours (UTC) are known";
                        });
    }
}
