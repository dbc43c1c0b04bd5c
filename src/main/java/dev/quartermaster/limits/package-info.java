/**
 * Floor 5: what may be called at once and a minute: requests and tokens of models, keys and callers, and the calls in
 * flight of each provider. Room is taken before a call and trued up after it; what is left can be looked at without
 * taking any. No thread is held: a call that a provider's bulkhead queues is told when it is its turn.
 */
@NullMarked
package dev.quartermaster.limits;

import org.jspecify.annotations.NullMarked;
