package dev.quartermaster.inference;

import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.limits.Acquired.Permit;
import dev.quartermaster.routing.Ranked;

/**
 * The attempt that succeeded.
 *
 * @param permit still to be settled with what was used
 * @param route the way the call took where its price depends on that, else null
 */
record Won<T>(Ranked candidate, Permit permit, PriceRoute route, T result) {}
