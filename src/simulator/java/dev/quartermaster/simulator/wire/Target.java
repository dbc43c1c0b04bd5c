package dev.quartermaster.simulator.wire;

/**
 * Operation and model of a call.
 *
 * @param model as the caller named it; the region where one is asked for its lists; empty when the call names none
 */
public record Target(Operation operation, String model, boolean stream) {}
