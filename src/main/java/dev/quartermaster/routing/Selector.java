package dev.quartermaster.routing;

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
            int[] named = named(inputs);
            int[] order = Arrays.stream(named)
                    .filter(position -> filter.dropNamed(index.get(position)) == null)
                    .toArray();
            return new Selection(preparedInputs, costEstimate, filter, scorer, order, named, -1, false);
        }
        return choose(preparedInputs, costEstimate, filter, scorer);
    }

    private Selection choose(PreparedInputs preparedInputs, CostEstimate costEstimate, Filter filter, Scorer scorer) {
        Ranking ranking = new Ranking(index, costEstimate);
        boolean missed = false;
        for (int i = 0; i < index.size(); i++) {
            IndexedModel model = index.get(i);
            RejectionReason drop = filter.drop(model);
            if (drop == null) {
                double usd = costEstimate.usd(model);
                ranking.add(i, scorer.suitability(model, usd), usd);
            } else {
                missed |= drop.passing();
            }
        }
        return new Selection(
                preparedInputs, costEstimate, filter, scorer, ranking.order(), null, ranking.cheapest(), missed);
    }

    private int[] named(SelectionInputs inputs) {
        return inputs.named().models().stream()
                .map(index::find)
                .filter(model -> model != null)
                .mapToInt(model -> model.position)
                .distinct()
                .toArray();
    }

    ModelIndex index() {
        return index;
    }
}
