package dev.quartermaster.whatif;

import dev.quartermaster.history.ledger.PastDecisions;

/** Which decisions are to be made again, and under which policy. */
public record SimulationRequest(PastDecisions which, SimulatedPolicy policy) {}
