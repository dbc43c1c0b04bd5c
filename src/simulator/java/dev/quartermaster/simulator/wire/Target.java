package dev.quartermaster.simulator.wire;

/**
 * What a call is aimed at.
 *
 * @param model as the caller named it; the region where one is asked for its lists; empty when the call names none
 */
public record Target(Operation operation, String model, boolean stream) {}
