/**
 * Floor 10: scripted faults and the log of received calls. Both are safe under concurrent calls and bounded in memory.
 */
package dev.quartermaster.simulator.script;
