package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Filter, score, rank: the choice itself, a pure function of the models and the inputs. A selector holds its models ready
 * for many choices and nothing else; making one takes some hundred times as long as one choice.
 */
public final class Selector {

    private final ModelIndex index;

    private Selector(ModelIndex index) {
        this.index = index;
    }

    /** @param models in any order, each key once */
    public static Selector over(List<ModelSpec> models) {
        return new Selector(new ModelIndex(models));
    }

    /** One choice among these models. */
    public static Selection select(List<ModelSpec> models, SelectionInputs inputs) {
        return over(models).select(inputs);
    }

    /** The choice among all models, or, where some were named, the route over those that are known here. */
    public Selection select(SelectionInputs inputs) {
        PreparedInputs preparedInputs = new PreparedInputs(index, inputs);
        CostEstimate costEstimate = new CostEstimate(preparedInputs);
        Filter filter = new Filter(preparedInputs, costEstimate);
        Scorer scorer = new Scorer(preparedInputs, costEstimate);
        if (inputs.named() != null) {
            int[] named = named(inputs.named().models());
            int[] order = new int[named.length];
            int size = 0;
            for (int position : named) {
                if (filter.reasonAgainstNamed(index.get(position)) == null) {
                    order[size++] = position;
                }
            }
            order = Arrays.copyOf(order, size);
            return new Selection(preparedInputs, costEstimate, filter, scorer, order, named, -1, false);
        }
        return choose(preparedInputs, costEstimate, filter, scorer);
    }

    private Selection choose(PreparedInputs preparedInputs, CostEstimate costEstimate, Filter filter, Scorer scorer) {
        Ranking ranking = new Ranking(index, costEstimate);
        boolean missed = false;
        for (int i = 0; i < index.size(); i++) {
            IndexedModel model = index.get(i);
            RejectionReason reason = filter.reasonAgainst(model);
            if (reason == null) {
                double usd = costEstimate.usd(model);
                ranking.add(i, scorer.suitability(model, usd), usd);
            } else {
                missed |= reason.passing();
            }
        }
        return new Selection(
                preparedInputs, costEstimate, filter, scorer, ranking.order(), null, ranking.cheapest(), missed);
    }

    /** The positions of those that are known here, each once, as they were named. */
    private int[] named(List<ModelKey> keys) {
        int[] positions = new int[keys.size()];
        int size = 0;
        for (ModelKey key : keys) {
            IndexedModel model = index.find(key);
            if (model != null && !contains(positions, size, model.position)) {
                positions[size++] = model.position;
            }
        }
        return Arrays.copyOf(positions, size);
    }

    private static boolean contains(int[] positions, int size, int position) {
        for (int i = 0; i < size; i++) {
            if (positions[i] == position) {
                return true;
            }
        }
        return false;
    }

    boolean knows(List<ModelKey> keys) {
        for (ModelKey key : keys) {
            if (index.find(key) == null) {
                return false;
            }
        }
        return true;
    }

    ModelIndex index() {
        return index;
    }
}
