package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one choice. What was chosen is settled; the words and numbers that tell of it are made when they are
 * read, and are the same each time. Immutable, for any thread.
 */
public final class Selection {

    private final PreparedInputs preparedInputs;
    private final CostEstimate costEstimate;
    private final Filter filter;
    private final Scorer scorer;
    /** Positions of the models that may answer, best first. */
    private final int[] order;
    /** Positions of the models that were named; null where all were considered. */
    private final int @Nullable [] named;
    /** Position of the cheapest of the route; -1 where nobody asked. */
    private final int cheapest;
    /** True if a temporarily unavailable model was rejected. */
    private final boolean missed;

    private final SelectionInputs inputs;

    Selection(
            PreparedInputs preparedInputs,
            CostEstimate costEstimate,
            Filter filter,
            Scorer scorer,
            int[] order,
            int @Nullable [] named,
            int cheapest,
            boolean missed) {
        this.preparedInputs = preparedInputs;
        this.costEstimate = costEstimate;
        this.filter = filter;
        this.scorer = scorer;
        this.order = order;
        this.named = named;
        this.cheapest = cheapest;
        this.missed = missed;
        this.inputs = named == null
                ? preparedInputs.inputs.withBudgets(filter.budgets().thatRefused())
                : preparedInputs.inputs;
    }

    /** Returns what it was made from, without budgets that made no difference. */
    public SelectionInputs inputs() {
        return inputs;
    }

    /** Best first, or in the order they were named; empty when none may answer. */
    public List<RankedModel> route() {
        return new Route();
    }

    public Optional<RankedModel> winner() {
        return order.length == 0 ? Optional.empty() : Optional.of(ranked(0));
    }

    /** The model that comes first, without what tells of it; null when none may answer. */
    public @Nullable ModelSpec first() {
        return order.length == 0 ? null : model(0).spec;
    }

    /** Every model that was considered and dropped, in the order of their keys, or as they were named. */
    public List<Rejection> rejected() {
        List<Rejection> rejected = new ArrayList<>(considered() - order.length);
        RejectionMessage words = words();
        for (int i = 0; i < considered(); i++) {
            IndexedModel model = preparedInputs.index.get(named == null ? i : named[i]);
            RejectionReason reason = reasonAgainst(model);
            if (reason != null) {
                rejected.add(words.rejection(model, reason));
            }
        }
        return rejected;
    }

    /** Those named before the first of the route that something passing keeps from answering; none without a route. */
    List<Rejection> passedOver() {
        if (named == null || order.length == 0 || named[0] == order[0]) {
            return List.of();
        }
        List<Rejection> passedOver = new ArrayList<>();
        RejectionMessage words = words();
        for (int i = 0; i < named.length && named[i] != order[0]; i++) {
            IndexedModel model = preparedInputs.index.get(named[i]);
            Rejection rejection = words.rejection(model, Objects.requireNonNull(reasonAgainst(model)));
            if (rejection.passedOverFor() != null) {
                passedOver.add(rejection);
            }
        }
        return passedOver;
    }

    /** Returns the number of models considered. */
    public int considered() {
        return named == null ? preparedInputs.index.size() : named.length;
    }

    /** A sentence for people. */
    public String reason() {
        SelectionInputs.Named wanted = preparedInputs.inputs.named();
        return wanted == null ? new SelectionReason(this).words() : wanted.why();
    }

    PreparedInputs demand() {
        return preparedInputs;
    }

    CostEstimate estimate() {
        return costEstimate;
    }

    Scorer scorer() {
        return scorer;
    }

    RejectionMessage words() {
        return new RejectionMessage(preparedInputs, costEstimate, filter);
    }

    int size() {
        return order.length;
    }

    IndexedModel cheapest() {
        return preparedInputs.index.get(cheapest);
    }

    boolean missed() {
        return missed;
    }

    IndexedModel model(int place) {
        return preparedInputs.index.get(order[place]);
    }

    @Nullable RejectionReason reasonAgainst(IndexedModel model) {
        return named == null ? filter.reasonAgainst(model) : filter.reasonAgainstNamed(model);
    }

    private RankedModel ranked(int place) {
        return new RankedModel(model(place), scorer, costEstimate);
    }

    /** Makes each step when it is asked for: most requests need the first alone. */
    private final class Route extends AbstractList<RankedModel> implements RandomAccess {

        @Override
        public RankedModel get(int place) {
            return ranked(place);
        }

        @Override
        public int size() {
            return order.length;
        }
    }
}
