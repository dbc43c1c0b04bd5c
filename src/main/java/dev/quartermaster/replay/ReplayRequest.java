package dev.quartermaster.replay;

import dev.quartermaster.history.ledger.PastDecisions;

/** Which decisions are to be made again, and under which policy. */
public record ReplayRequest(PastDecisions which, Policy policy) {}
