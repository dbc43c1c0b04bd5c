/**
 * Floor 8: walks a route attempt by attempt until a model answers. Admission, the call, its retries and the step to the
 * next model are here and only here; {@link dev.quartermaster.inference.failover.FailoverStateMachine} decides, the others
 * do. The result says what was called; nothing is recorded.
 */
@NullMarked
package dev.quartermaster.inference.failover;

import org.jspecify.annotations.NullMarked;
