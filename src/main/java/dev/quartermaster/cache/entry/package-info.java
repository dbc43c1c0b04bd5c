/**
 * Floor 5: what the response cache keeps, and the bytes of it.
 */
@NullMarked
package dev.quartermaster.cache.entry;

import org.jspecify.annotations.NullMarked;
