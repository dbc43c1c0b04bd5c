/**
 * Floor 8: what if. Takes decisions that were made, makes each again with the same selector from what it was made from,
 * under another policy, and says what that would have cost and how well it would have gone, beside what happened. Reads
 * the ledger and nothing that lives; on a worker thread, page by page.
 */
@NullMarked
package dev.quartermaster.whatif;

import org.jspecify.annotations.NullMarked;
