package dev.quartermaster.budgets;

/** Outcome of asking for a hold: it is there, or a budget refuses it. */
public sealed interface HoldDecision permits Hold, BudgetRefusal {}
