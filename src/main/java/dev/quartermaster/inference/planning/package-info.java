/**
 * Floor 8: turns a request into a route: its agent's settings, what it requires of a model, fallbacks, canaries, and the
 * conversation it goes on with. Calls no provider and records nothing.
 */
@NullMarked
package dev.quartermaster.inference.planning;

import org.jspecify.annotations.NullMarked;
