package dev.quartermaster.replay;

import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.routing.SelectionInputs;

/** @param inputs what the choice was made from; null where that cannot be read */
record Recorded(PastDecision past, SelectionInputs inputs) {}
