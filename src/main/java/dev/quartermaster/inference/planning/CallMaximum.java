package dev.quartermaster.inference.planning;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.cost.MaximumCosts;
import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.limits.TokenCalibration;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Computes the most that a call can cost, from what its prompt is estimated to be and the route it would take now. */
@ApplicationScoped
public class CallMaximum {

    private final MaximumCosts costs;
    private final TokenCalibration calibration;
    private final BedrockRoutes routes;

    public CallMaximum(MaximumCosts costs, TokenCalibration calibration, BedrockRoutes routes) {
        this.costs = costs;
        this.calibration = calibration;
        this.routes = routes;
    }

    /**
     * Returns how large a call can get.
     *
     * @param promptTokens as estimated
     * @param tokensEach the most of each answer; null where that is left open
     * @param tier the service tier that is asked for; null where that is left to the provider
     */
    public CallBounds bounds(
            ModelSpec model, long promptTokens, @Nullable Long tokensEach, int answers, @Nullable RequestedTier tier) {
        long counted = calibration.corrected(model.key().provider(), promptTokens);
        return new CallBounds(MaximumCosts.largest(counted, costs.promptMargin()), tokensEach, answers, tier);
    }

    /** Returns how large a call of an operation can get. */
    public CallBounds bounds(ModelSpec model, InferenceOperation operation) {
        return bounds(
                model,
                operation.promptTokens(),
                operation.mostTokensEach(),
                operation.answers(),
                operation.requestedTier());
    }

    /** Returns whether the price of such a call is known. */
    public boolean isPriced(ModelSpec model, CallBounds bounds) {
        return costs.of(model).isPriced(bounds, route(model));
    }

    /** Returns the most in billionths of a dollar; {@link MaximumCost#UNBOUNDED} where nothing bounds it. */
    public long nanos(ModelSpec model, CallBounds bounds) {
        return costs.of(model).nanos(bounds, route(model));
    }

    /** A model that cannot be called costs nothing; the call says why. */
    private @Nullable PriceRoute route(ModelSpec model) {
        if (!model.key().provider().equals(ProviderId.BEDROCK)
                || model.pricing().routes().isEmpty()) {
            return null;
        }
        try {
            return routes.now().priceRoute(model).orElse(null);
        } catch (QuartermasterException unreachable) {
            return null;
        }
    }
}
