/**
 * Floor 10: the room of agents: which model each has, changing it, trying it first, taking it back. Changes are made by what the
 * API makes them by.
 */
@NullMarked
package dev.quartermaster.console.agents;

import org.jspecify.annotations.NullMarked;
