/**
 * Floor 10: what a test tells the simulator, and what it asks back: the faults that are to happen, and the calls that
 * arrived. Both are safe under concurrent calls and bounded in memory.
 */
package dev.quartermaster.simulator.script;
