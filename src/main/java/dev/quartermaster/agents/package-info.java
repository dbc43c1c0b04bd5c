/**
 * Floor 3: what each agent type is set to: its model, its patience, whether it may call at all. Readers get an immutable
 * profile; an agent nobody has configured gets the default one.
 */
package dev.quartermaster.agents;
