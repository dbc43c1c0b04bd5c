/** Floor 9: what agents are set to: reading it, changing it, taking a change back, trying another model. */
@NullMarked
package dev.quartermaster.api.agents;

import org.jspecify.annotations.NullMarked;
