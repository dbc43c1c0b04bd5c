/**
 * Floor 5: calling a model, whoever offers it. Holds what all adapters share: the interface they implement, their
 * configuration, the reading of streams, and the classification of failures. Each provider is a package below this one
 * with a wire interface, wire records, a pure translator and a thin provider; those packages do not know each
 * other. What two of them need to know of the same models is a package that they both build on ({@code claude}).
 */
@NullMarked
package dev.quartermaster.provider;

import org.jspecify.annotations.NullMarked;
