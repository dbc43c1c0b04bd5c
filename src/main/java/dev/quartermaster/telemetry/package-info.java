/**
 * Floor 1: what the service says about itself. The names of meters in one table, the clock everything is timed by, and
 * the interface through which a capability reports how the thing it depends on is doing.
 */
package dev.quartermaster.telemetry;
