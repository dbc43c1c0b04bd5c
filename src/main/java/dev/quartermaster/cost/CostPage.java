package dev.quartermaster.cost;

import dev.quartermaster.history.ledger.CostRepository.CostSum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sums.
 *
 * @param nextCursor null on the last page
 */
public record CostPage(List<CostSum> rows, @Nullable String nextCursor) {

    public CostPage {
        rows = List.copyOf(rows);
    }
}
