package dev.quartermaster.console.overview;

import dev.quartermaster.console.Bars;
import dev.quartermaster.console.Tile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content of the first page.
 *
 * @param summary one sentence, told to those who do not see the page when it changes
 * @param away whether the database does not answer, so that figures are of this instance's memory
 * @param budgets those with the largest share used first
 * @param alerts those nobody has seen to, the newest first
 * @param parts what does not work as it should
 */
record Overview(
        String summary,
        boolean away,
        List<Tile> tiles,
        Bars requests,
        List<ProviderLine> providers,
        List<BudgetLine> budgets,
        int moreBudgets,
        List<AlertLine> alerts,
        int moreAlerts,
        List<PartLine> parts) {

    /** @param detail what there is to say beside the state */
    record ProviderLine(String name, String state, String detail) {}

    /**
     * A budget and how it stands.
     *
     * @param share of the limit that is spent or held, 1 at most
     * @param held empty for nothing
     * @param resetsAt null where it never resets at once
     * @param confirmed false: as this instance knows it
     */
    record BudgetLine(
            String name,
            String scope,
            String href,
            double share,
            String used,
            String held,
            String limit,
            String window,
            @Nullable Instant resetsAt,
            String status,
            boolean confirmed) {}

    record AlertLine(String kind, String subject, String message, Instant time) {}

    record PartLine(String name, String state, Instant since, String detail, String effect) {}
}
