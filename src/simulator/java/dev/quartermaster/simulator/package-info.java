/**
 * Floor 10: for development, tests and benchmarks: plays the wire protocols of all providers, deterministically, with
 * scripted faults. Nothing imports it, and no packaged artefact holds a class of it.
 *
 * <p>{@link dev.quartermaster.simulator.Simulator} runs it by itself; in development it is mounted under
 * {@code /simulator} in the application and stands in for every provider without a key. Below: {@code protocol} has a
 * class for each endpoint, {@code brain} decides what is said, {@code script} holds faults and calls, {@code wire} the
 * shapes they share. The last three know no socket.
 */
package dev.quartermaster.simulator;
