package dev.quartermaster.cost;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.CostCorrection;
import dev.quartermaster.history.ledger.RatedRow;
import dev.quartermaster.history.ledger.RatingRepository;
import dev.quartermaster.history.ledger.RatingRepository.RatingWindow;
import dev.quartermaster.history.ledger.RatingRepository.Rerating;
import dev.quartermaster.history.ledger.RowCursor;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prices the requests of a window again with the registry's prices of now. Goes through them page by page; the corrections of a
 * page are written in one transaction with what was before. A run that ends early leaves each request either as it was or
 * corrected, and another run goes on with the rest; a run over what is corrected changes nothing.
 */
@ApplicationScoped
public class ReratingService {

    /** Requests that are corrected in one transaction. */
    static final int PAGE = 1_000;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ModelRegistry registry;
    private final RatingRepository ledger;

    ReratingService(ModelRegistry registry, RatingRepository ledger) {
        this.registry = registry;
        this.ledger = ledger;
    }

    /** Says what another price would change, and changes nothing. */
    public Uni<ReratingReport> preview(RatingWindow window) {
        return run(window, null);
    }

    /** Corrects the requests of a window. Fails with {@code history_unavailable} when the database is down. */
    public Uni<ReratingReport> apply(RatingWindow window, Author author) {
        return run(window, author);
    }

    private Uni<ReratingReport> run(RatingWindow window, @Nullable Author author) {
        RegistrySnapshot prices = registry.snapshot();
        Run run = new Run(window, prices, author == null ? null : rerating(window, prices, author));
        return Multi.createBy()
                .repeating()
                .uni(() -> ledger.page(window, run.place, PAGE).call(run::take))
                .whilst(rows -> rows.size() == PAGE)
                .collect()
                .last()
                .map(last -> run.report());
    }

    private static Rerating rerating(RatingWindow window, RegistrySnapshot prices, Author author) {
        return new Rerating(UUID.randomUUID(), window, prices.version(), author);
    }

    /** One run; its pages come one after the other. */
    private final class Run {

        private final RegistrySnapshot prices;
        private final Repricing repricing;
        private final @Nullable Rerating rerating;
        private final Map<ModelKey, ReratingReport.Totals> byModel = new TreeMap<>();
        private ReratingReport.Totals total = ReratingReport.Totals.NONE;
        private RowCursor place;
        private boolean written;

        Run(RatingWindow window, RegistrySnapshot prices, @Nullable Rerating rerating) {
            this.prices = prices;
            this.rerating = rerating;
            this.place = RowCursor.before(window.from());
            this.repricing = new Repricing(prices, model -> isWanted(window, model));
        }

        Uni<Void> take(List<RatedRow> rows) {
            if (rows.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            RatedRow last = rows.get(rows.size() - 1);
            place = new RowCursor(last.time(), last.id());
            List<CostCorrection> corrections = rows.stream()
                    .map(repricing::of)
                    .peek(this::count)
                    .filter(Repricing::isChange)
                    .toList();
            if (rerating == null || corrections.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            written = true;
            return ledger.correct(rerating, corrections)
                    .invoke(changed -> {
                        if (changed != corrections.size()) {
                            throw changedMeanwhile();
                        }
                    })
                    .replaceWithVoid();
        }

        private void count(CostCorrection correction) {
            boolean isChange = Repricing.isChange(correction);
            RatedRow before = correction.before();
            total = total.plus(before.cost(), correction.cost(), isChange);
            byModel.merge(
                    before.model(),
                    ReratingReport.Totals.NONE.plus(before.cost(), correction.cost(), isChange),
                    (known, any) -> known.plus(before.cost(), correction.cost(), isChange));
        }

        ReratingReport report() {
            return new ReratingReport(
                    written && rerating != null ? rerating.id() : null,
                    prices.version(),
                    total,
                    byModel.entrySet().stream()
                            .map(model -> new ReratingReport.OfModel(
                                    model.getKey(), prices.find(model.getKey()).isPresent(), model.getValue()))
                            .toList());
        }
    }

    private static boolean isWanted(RatingWindow window, ModelKey model) {
        return (window.provider() == null || window.provider().equals(model.provider()))
                && (window.model() == null || window.model().equals(model.id()));
    }

    private static QuartermasterException changedMeanwhile() {
        return new QuartermasterException(
                ErrorCode.CONFLICT,
                "Another re-rating corrects the same requests. What was corrected is kept; run it again for the rest.",
                null,
                SOON);
    }
}
