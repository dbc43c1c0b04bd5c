/**
 * Floor 5: the ledger beside what providers say was used and what it cost. Exports of usage and costs are read whole or refused by
 * the place at fault; nothing of them is kept.
 */
@NullMarked
package dev.quartermaster.cost.reconciliation;

import org.jspecify.annotations.NullMarked;
