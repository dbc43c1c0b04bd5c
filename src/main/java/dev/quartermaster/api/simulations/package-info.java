/** Floor 9: what-if replays of past decisions: asked for, watched, read, cancelled. */
@NullMarked
package dev.quartermaster.api.simulations;

import org.jspecify.annotations.NullMarked;
