package dev.quartermaster.cost;

import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostRepository.CostSum;
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

    /** Fails with {@code history_unavailable} when the database is down. */
    public Uni<CostPage> answer(CostQuery query) {
        // One row more than asked for tells whether there is another page.
        return ledger.sums(query.groupBy(), query.from(), query.to(), query.limit() + 1, query.skip())
                .map(rows -> page(query, rows));
    }

    private static CostPage page(CostQuery query, List<CostSum> rows) {
        if (rows.size() <= query.limit()) {
            return new CostPage(rows, null);
        }
        CostCursor next = new CostCursor(query.to(), Math.addExact(query.skip(), query.limit()));
        return new CostPage(rows.subList(0, query.limit()), next.text());
    }
}
