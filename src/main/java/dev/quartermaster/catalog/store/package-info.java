/**
 * Floor 4: a catalog as a file: the one form that the cache file and the bundled copy share, and reading and writing
 * it. What is read is checked first; a damaged file is refused with the reason, never repaired.
 */
@NullMarked
package dev.quartermaster.catalog.store;

import org.jspecify.annotations.NullMarked;
