/**
 * Floor 1: metrics and status: the names of meters and access to them, the clock and the random source, the interface
 * through which a component reports its status, the version of the program, the events that the service is up and
 * that it was frozen, work that is done at intervals, lines of the log for machines, and the listener whose failure does not
 * reach the notifier.
 */
@NullMarked
package dev.quartermaster.telemetry;

import org.jspecify.annotations.NullMarked;
