/**
 * Floor 7: selects the models that may answer a request: filter, score and rank once into an ordered route. Failover
 * moves forward on the route and never selects again. Pure: the same inputs give the same decision.
 */
@NullMarked
package dev.quartermaster.routing;

import org.jspecify.annotations.NullMarked;
