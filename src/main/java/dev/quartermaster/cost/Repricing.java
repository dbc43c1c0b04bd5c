package dev.quartermaster.cost;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.ledger.CostCorrection;
import dev.quartermaster.history.ledger.RatedRow;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prices past requests again, each of their calls by itself, with the prices of one registry. Pure. Calls that are not to be
 * priced again, and those of models that the registry does not have, keep their cost.
 */
final class Repricing {

    private final RegistrySnapshot registry;
    private final Predicate<ModelKey> wanted;

    /** @param wanted the models whose calls are priced again */
    Repricing(RegistrySnapshot registry, Predicate<ModelKey> wanted) {
        this.registry = registry;
        this.wanted = wanted;
    }

    /** The request at the registry's prices; one that costs what it did before is the same. */
    CostCorrection of(RatedRow row) {
        Sum sum = new Sum(row);
        for (Attempt attempt : row.attempts()) {
            sum.add(attempt);
        }
        Usage rest = sum.rest();
        if (rest.totalTokens() > 0) {
            sum.add(rest);
        } else if (!sum.hasBills()) {
            // Nothing is known to have been used: a cost of 0, or one that is not known, stays what it is.
            return unchanged(row);
        }
        return sum.correction();
    }

    static boolean isChange(CostCorrection correction) {
        RatedRow before = correction.before();
        return differ(before.cost(), correction.cost()) || differ(before.failedCost(), correction.failedCost());
    }

    private static boolean differ(@Nullable Money one, @Nullable Money other) {
        return one == null ? other != null : !one.equals(other);
    }

    private static CostCorrection unchanged(RatedRow row) {
        return new CostCorrection(
                row, row.cost(), row.failedCost(), row.attempts(), row.priceSource(), row.priceVersion());
    }

    /** The prices of a model; null where its calls keep their cost. */
    private @Nullable ModelSpec prices(ModelKey model) {
        return wanted.test(model) ? registry.find(model).orElse(null) : null;
    }

    /** The bill of one request, call by call. */
    private final class Sum {

        private final RatedRow row;
        private final List<Attempt> attempts = new ArrayList<>();
        private Usage billed = Usage.NONE;
        private @Nullable Money cost = Money.ZERO;
        private @Nullable Money failed = Money.ZERO;
        private boolean bills;
        private boolean rated;

        Sum(RatedRow row) {
            this.row = row;
        }

        void add(Attempt attempt) {
            AttemptBill bill = attempt.bill();
            if (bill == null) {
                attempts.add(attempt);
                return;
            }
            ModelSpec model = prices(attempt.modelKey());
            AttemptBill now = model == null
                    ? bill
                    : bill.costing(CostCalculator.served(model.pricing(), bill.usage(), bill.route()));
            Money own = now.costUsd() == null ? null : new Money(now.costUsd());
            attempts.add(attempt.billed(now));
            billed = billed.plus(bill.usage());
            cost = plus(cost, own);
            failed = attempt.outcome() == AttemptOutcome.ERROR ? plus(failed, own) : failed;
            bills = true;
            rated |= model != null;
        }

        /** What was used beyond the bills: on rows from before these were kept all of it. */
        Usage rest() {
            Usage all = row.usage();
            MediaTokens media = all.media();
            MediaTokens some = billed.media();
            return new Usage(
                    Math.max(0, all.input() - billed.input()),
                    Math.max(0, all.cacheRead() - billed.cacheRead()),
                    Math.max(0, all.cacheWrite5m() - billed.cacheWrite5m()),
                    Math.max(0, all.cacheWrite1h() - billed.cacheWrite1h()),
                    Math.max(0, all.output() - billed.output()),
                    0,
                    0,
                    all.estimated(),
                    MediaTokens.of(
                            media.audioInput() - some.audioInput(),
                            media.imageInput() - some.imageInput(),
                            media.audioOutput() - some.audioOutput(),
                            media.imageOutput() - some.imageOutput()),
                    bills ? null : all.tier());
        }

        /** Adds a call that has no bill of its own: it is the row's model's. */
        void add(Usage rest) {
            ModelSpec model = prices(row.model());
            if (model == null || (!row.routeKnown() && !model.pricing().routes().isEmpty())) {
                cost = plus(cost, costOfRest());
                return;
            }
            cost = plus(cost, CostCalculator.served(model.pricing(), rest, row.route()));
            rated = true;
        }

        /** What the row cost beyond its bills. */
        private @Nullable Money costOfRest() {
            if (row.cost() == null) {
                return null;
            }
            Money whole = row.cost();
            for (Attempt attempt : row.attempts()) {
                AttemptBill bill = attempt.bill();
                if (bill != null && bill.costUsd() != null) {
                    whole = new Money(whole.usd().subtract(bill.costUsd()));
                }
            }
            return whole;
        }

        boolean hasBills() {
            return bills;
        }

        CostCorrection correction() {
            ModelSpec model = prices(row.model());
            if (!rated) {
                return unchanged(row);
            }
            return new CostCorrection(
                    row,
                    cost,
                    bills ? failed : row.failedCost(),
                    attempts,
                    model == null ? row.priceSource() : PriceOrigin.source(model.pricing()),
                    model == null ? row.priceVersion() : PriceOrigin.version(model.pricing(), registry.version()));
        }

        private static @Nullable Money plus(@Nullable Money one, @Nullable Money other) {
            return one == null || other == null ? null : one.plus(other);
        }
    }
}
