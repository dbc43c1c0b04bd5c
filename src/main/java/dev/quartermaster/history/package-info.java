/**
 * Floor 3: what happened. Every request leaves a record; records go to a journal on the local disk and from there, in
 * the background, to PostgreSQL. Nothing on the way of a request waits for the database, and everything here works
 * without one except reading the ledger.
 *
 * <p>May be relied on: {@link dev.quartermaster.history.History#record} never fails and never blocks; a record is
 * stored once however often it is delivered; amounts of money are never rounded.
 */
@NullMarked
package dev.quartermaster.history;

import org.jspecify.annotations.NullMarked;
