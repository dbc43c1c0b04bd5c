/**
 * Floor 10: what a simulated model says, whatever protocol it says it in: the answer to a question, which tools it
 * calls, and how many tokens that was. Pure functions of the request: no clock, no randomness, no state.
 */
package dev.quartermaster.simulator.brain;
