package dev.quartermaster.whatif;

import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.routing.SelectionInputs;

/** @param inputs what the choice was made from; null where that cannot be read */
record RecordedDecision(PastDecision past, SelectionInputs inputs) {}
