/**
 * Floor 6: who is up. Every attempt reports here, failed ones too; what nobody calls is asked free of charge. Routing reads
 * the board and never writes it.
 */
package dev.quartermaster.health;
