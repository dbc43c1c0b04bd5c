/**
 * Floor 3: the history's tables, one entity each, and the repositories that read and write them. While the database is down
 * or slow every query fails with {@code history_unavailable} within a bounded time; no request to a model waits for one.
 */
@NullMarked
package dev.quartermaster.history.ledger;

import org.jspecify.annotations.NullMarked;
