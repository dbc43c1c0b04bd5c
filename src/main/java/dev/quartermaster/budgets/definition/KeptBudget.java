package dev.quartermaster.budgets.definition;

import java.time.Instant;
import java.util.UUID;

/**
 * Budget as the database keeps it.
 *
 * @param id names what is counted; another one after its scope or its window changed
 * @param revision counts its changes
 * @param countedFrom spending from before is not in its books
 */
public record KeptBudget(UUID id, long revision, Instant countedFrom, Instant updatedAt, Budget budget) {}
