/**
 * Floor 5: keys of callers. Kept as hashes in PostgreSQL, and known on every instance, so that a request is identified
 * without asking the database.
 */
@NullMarked
package dev.quartermaster.auth.keys;

import org.jspecify.annotations.NullMarked;
