/**
 * Floor 1: what the service says about itself. The names of meters in one table, and the interface through which a
 * capability reports how the thing it depends on is doing.
 */
package dev.quartermaster.telemetry;
