/**
 * Floor 3: keys of providers that were set through the API: sealed in PostgreSQL, opened in the memory of every instance.
 * While the database is away known keys go on serving.
 */
@NullMarked
package dev.quartermaster.credentials.store;

import org.jspecify.annotations.NullMarked;
