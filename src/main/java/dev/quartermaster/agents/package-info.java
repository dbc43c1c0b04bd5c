/**
 * Floor 3: settings of each agent type, such as its model, its timeout and whether it may call at all. Readers get an
 * immutable profile; an agent without settings gets the default one.
 */
@NullMarked
package dev.quartermaster.agents;

import org.jspecify.annotations.NullMarked;
