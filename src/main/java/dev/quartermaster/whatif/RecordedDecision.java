package dev.quartermaster.whatif;

import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.routing.SelectionInputs;
import org.jspecify.annotations.Nullable;

/** @param inputs what the choice was made from; null where that cannot be read */
record RecordedDecision(PastDecision past, @Nullable SelectionInputs inputs) {}
