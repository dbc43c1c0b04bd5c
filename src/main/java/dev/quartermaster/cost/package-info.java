/**
 * Floor 5: what calls cost. A price is a plain sum over the classes of tokens a call used, in exact decimals; what was
 * spent is read from the ledger.
 */
@NullMarked
package dev.quartermaster.cost;

import org.jspecify.annotations.NullMarked;
