/**
 * Floor 6: who is up. Every attempt reports here, failed ones too; what nobody calls is probed free of charge. Routing
 * reads the circuit breakers and never writes them.
 */
package dev.quartermaster.health;
