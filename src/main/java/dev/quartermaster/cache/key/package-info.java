/**
 * Floor 5: which requests are the same: the canonical form of a request and the digest of it.
 */
@NullMarked
package dev.quartermaster.cache.key;

import org.jspecify.annotations.NullMarked;
