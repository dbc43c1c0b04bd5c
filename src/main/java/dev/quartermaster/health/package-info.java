/**
 * Floor 6: circuit breakers and probes. Every attempt reports its outcome here; free probes cover providers without
 * calls. Routing reads the circuit states and never changes them.
 */
package dev.quartermaster.health;
