/**
 * Floor 1: what the service says about itself. The names of meters in one table and the one way to them, the clock
 * everything is timed by, the interface through which a capability reports how the thing it depends on is doing, and what
 * keeps a part that only watches from failing what it watches.
 */
@NullMarked
package dev.quartermaster.telemetry;

import org.jspecify.annotations.NullMarked;
