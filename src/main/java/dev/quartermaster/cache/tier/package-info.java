/**
 * Floor 5: where the response cache keeps it: in this process, and in Redis for all instances.
 */
@NullMarked
package dev.quartermaster.cache.tier;

import org.jspecify.annotations.NullMarked;
