package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartermaster.cost.CostPage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sums of costs, a page of them. */
record CostList(
        @JsonProperty("data") List<CostRow> data,

        @JsonProperty("next_cursor") @Schema(nullable = true)
        String nextCursor) {

    static CostList of(CostPage page) {
        return new CostList(page.rows().stream().map(CostRow::of).toList(), page.nextCursor());
    }
}
