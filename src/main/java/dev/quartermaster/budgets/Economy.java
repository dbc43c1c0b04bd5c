package dev.quartermaster.budgets;

/**
 * A budget from whose state on cheaper models are preferred.
 *
 * @param budget its name
 * @param used share of its limit that is spent, 1 for all of it
 */
public record Economy(String budget, double used) {}
