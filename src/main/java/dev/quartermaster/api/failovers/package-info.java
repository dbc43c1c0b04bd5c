/** Floor 9: requests that went on to another model: reported and listed. */
@NullMarked
package dev.quartermaster.api.failovers;

import org.jspecify.annotations.NullMarked;
