/** Floor 9: what-if simulations of past decisions: started, watched, read, cancelled. */
@NullMarked
package dev.quartermaster.api.simulations;

import org.jspecify.annotations.NullMarked;
