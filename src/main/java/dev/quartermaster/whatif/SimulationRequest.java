package dev.quartermaster.whatif;

import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;

/** Which decisions are to be made again, and under which policy. */
public record SimulationRequest(PastDecisionFilter which, SimulatedPolicy policy) {}
