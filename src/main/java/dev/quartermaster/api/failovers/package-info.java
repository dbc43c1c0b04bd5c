/** Floor 9: which requests went on to another model, told and asked for. */
@NullMarked
package dev.quartermaster.api.failovers;

import org.jspecify.annotations.NullMarked;
