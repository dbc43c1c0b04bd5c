package dev.quartermaster.cost.reconciliation;

import dev.quartermaster.cost.reconciliation.ReconciliationReport.Difference;
import dev.quartermaster.cost.reconciliation.ReconciliationReport.Explanation;
import dev.quartermaster.cost.reconciliation.ReconciliationReport.Side;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.BilledDay;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compares the ledger with a provider's export by day and model, and says what explains the differences. Pure. */
final class Reconciliation {

    /** Providers print costs to the cent, so that sums of them differ by this much. */
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final Map<Place, BilledDay> ours = new TreeMap<>();
    private final Map<Place, Side> theirs = new TreeMap<>();
    private final boolean hasTokens;
    private final boolean hasCosts;
    private final boolean byModel;

    private record Place(LocalDate day, @Nullable String model) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparing(place -> place.model == null ? "" : place.model);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param names the model of ours that a name of theirs means */
    Reconciliation(List<BilledDay> billed, List<ExportLine> exported, UnaryOperator<String> names) {
        this.hasTokens = exported.stream().anyMatch(line -> line.inputTokens() != null);
        this.hasCosts = exported.stream().anyMatch(line -> line.usd() != null);
        this.byModel = exported.isEmpty() || exported.stream().anyMatch(line -> line.model() != null);
        for (BilledDay day : billed) {
            ours.merge(new Place(day.day(), byModel ? day.model() : null), day, Reconciliation::sum);
        }
        for (ExportLine line : exported) {
            String model = line.model() == null ? null : names.apply(line.model());
            Side side = new Side(
                    line.inputTokens(), line.outputTokens(), line.usd() == null ? null : new Money(line.usd()));
            theirs.merge(new Place(line.day(), model), side, Side::plus);
        }
    }

    ReconciliationReport report(long ignored) {
        TreeSet<Place> places = new TreeSet<>(ours.keySet());
        places.addAll(theirs.keySet());
        List<Difference> differences = new ArrayList<>();
        Side our = Side.NONE;
        Side their = Side.NONE;
        for (Place place : places) {
            Side one = side(ours.get(place));
            Side other = theirs.getOrDefault(place, Side.NONE);
            our = our.plus(one);
            their = their.plus(other);
            Difference difference = difference(place, one, other);
            if (isOne(difference)) {
                differences.add(difference);
            }
        }
        return new ReconciliationReport(places.size(), ignored, our, their, differences);
    }

    private Difference difference(Place place, Side one, Side other) {
        BigDecimal tokens = hasTokens ? other.tokens().subtract(one.tokens()) : null;
        BigDecimal cost = hasCosts ? usd(other).subtract(usd(one)) : null;
        BilledDay day = ours.get(place);
        return new Difference(
                place.day(),
                place.model(),
                day == null ? 0 : day.calls(),
                one,
                other,
                tokens,
                cost,
                explain(place, day, one, other, tokens, cost));
    }

    private boolean isOne(Difference difference) {
        boolean inputs = hasTokens
                && Side.or(difference.ours().inputTokens())
                                .compareTo(Side.or(difference.theirs().inputTokens()))
                        != 0;
        return inputs
                || (difference.tokens() != null && difference.tokens().signum() != 0)
                || (difference.cost() != null && difference.cost().abs().compareTo(CENT) >= 0);
    }

    private List<Explanation> explain(
            Place place,
            @Nullable BilledDay day,
            Side one,
            Side other,
            @Nullable BigDecimal tokens,
            @Nullable BigDecimal cost) {
        List<Explanation> reasons = new ArrayList<>();
        if (day == null) {
            reasons.add(new Explanation("only_in_export", "the ledger has no call of this model on this day"));
        } else {
            if (!theirs.containsKey(place)) {
                reasons.add(new Explanation("only_in_ledger", "the export has nothing of this model on this day"));
            }
            callsOf(day, reasons);
            if (tokens != null
                    && tokens.signum() == 0
                    && cost != null
                    && cost.abs().compareTo(CENT) >= 0) {
                reasons.add(new Explanation("price", "the tokens agree: " + ratio(one, other)));
            }
        }
        if (tokens != null && tokens.signum() != 0 && isOppositeNextTo(place, tokens)) {
            reasons.add(new Explanation("day_boundary", "a day next to it differs by as much the other way"));
        }
        return reasons;
    }

    private static void callsOf(BilledDay day, List<Explanation> reasons) {
        add(reasons, "estimated_usage", day.estimated(), day.estimatedTokens() + " tokens are estimated");
        add(reasons, "failed_calls", day.failed(), day.failedTokens() + " tokens are of calls that failed or were cut");
        add(
                reasons,
                "cancelled_calls",
                day.cancelled(),
                "their callers left, and their tokens are as far as they were told");
        add(reasons, "unpriced_calls", day.unpriced(), "their cost is not known here");
        add(reasons, "reported_calls", day.reported(), "agents made them, perhaps with another account");
        if (day.edgeTokens() > 0) {
            reasons.add(new Explanation(
                    "day_boundary", day.edgeTokens() + " tokens are of calls within minutes of midnight in UTC"));
        }
    }

    private static void add(List<Explanation> reasons, String reason, long calls, String detail) {
        if (calls > 0) {
            reasons.add(new Explanation(reason, calls + (calls == 1 ? " call: " : " calls: ") + detail));
        }
    }

    private static String ratio(Side one, Side other) {
        BigDecimal own = usd(one);
        return own.signum() == 0
                ? "here they cost nothing"
                : "theirs is " + usd(other).divide(own, new MathContext(4)).toPlainString() + " times our price";
    }

    private boolean isOppositeNextTo(Place place, BigDecimal tokens) {
        return List.of(-1, 1).stream().anyMatch(step -> {
            Place next = new Place(place.day().plusDays(step), place.model());
            BigDecimal differs = theirs.getOrDefault(next, Side.NONE)
                    .tokens()
                    .subtract(side(ours.get(next)).tokens());
            return differs.add(tokens).signum() == 0;
        });
    }

    private static BigDecimal usd(Side side) {
        return side.cost() == null
                ? BigDecimal.ZERO
                : Objects.requireNonNull(side.cost()).usd();
    }

    private static Side side(@Nullable BilledDay day) {
        return day == null
                ? Side.NONE
                : new Side(BigDecimal.valueOf(day.inputTokens()), BigDecimal.valueOf(day.outputTokens()), day.cost());
    }

    private static BilledDay sum(BilledDay one, BilledDay other) {
        return new BilledDay(
                one.day(),
                one.model(),
                one.calls() + other.calls(),
                one.inputTokens() + other.inputTokens(),
                one.outputTokens() + other.outputTokens(),
                one.cost().plus(other.cost()),
                one.unpriced() + other.unpriced(),
                one.estimated() + other.estimated(),
                one.estimatedTokens() + other.estimatedTokens(),
                one.failed() + other.failed(),
                one.failedTokens() + other.failedTokens(),
                one.cancelled() + other.cancelled(),
                one.reported() + other.reported(),
                one.edgeTokens() + other.edgeTokens());
    }
}
