/**
 * Floor 1: metrics and status: the names of meters and access to them, the clock and the random source, the interface
 * through which a component reports its status, the version of the program, the event that the service is up, and the
 * listener whose failure does not reach the notifier.
 */
@NullMarked
package dev.quartermaster.telemetry;

import org.jspecify.annotations.NullMarked;
