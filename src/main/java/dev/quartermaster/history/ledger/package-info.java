/**
 * Floor 3: the history's tables, one entity each, and the repositories that read them. When the database is down or slow
 * every question fails with {@code history_unavailable}, within a bounded time; nothing here is on the way of a request to
 * a model.
 */
@NullMarked
package dev.quartermaster.history.ledger;

import org.jspecify.annotations.NullMarked;
