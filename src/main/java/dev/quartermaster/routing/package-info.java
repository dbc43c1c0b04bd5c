/**
 * Floor 7: which models may answer, in which order, and why. Filter, score, rank once into an ordered route; whoever
 * walks it only goes forward and never comes back to choose again. What is known at that moment is read first, by {@link
 * dev.quartermaster.routing.SignalSource}; from there on it is pure: the same inputs give the same decision.
 */
package dev.quartermaster.routing;
