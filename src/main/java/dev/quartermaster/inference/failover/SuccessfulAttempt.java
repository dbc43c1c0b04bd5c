package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.routing.RankedModel;

/**
 * The attempt that succeeded.
 *
 * @param permit still to be settled with what was used
 * @param route the way the call took where its price depends on that, else null
 */
public record SuccessfulAttempt<T>(RankedModel candidate, Permit permit, PriceRoute route, T result) {}
