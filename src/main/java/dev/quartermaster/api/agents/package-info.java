/** Floor 9: what agents are set to: reading it, changing it, taking a change back, trying another model. */
package dev.quartermaster.api.agents;
