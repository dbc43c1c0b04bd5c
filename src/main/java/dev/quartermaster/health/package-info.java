/**
 * Floor 6: circuit breakers and probes. Every attempt reports its outcome here; free probes cover providers without
 * calls. Routing reads the circuit states and never changes them.
 */
@NullMarked
package dev.quartermaster.health;

import org.jspecify.annotations.NullMarked;
