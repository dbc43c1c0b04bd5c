package dev.quartermaster.history.ledger;

import java.util.List;
import java.util.UUID;

/** Decisions that can be read from the database from now on. */
public record DecisionsStored(List<UUID> ids) {}
