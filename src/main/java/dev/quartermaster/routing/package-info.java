/**
 * Floor 7: which models may answer, in which order, and why. Filter, score, rank once into an ordered route; whoever
 * walks it only goes forward and never comes back to choose again. Pure: the same inputs give the same decision.
 */
package dev.quartermaster.routing;
