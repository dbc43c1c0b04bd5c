/** Floor 0: what is known of a model before it is called: its name, abilities, limits and prices. */
@NullMarked
package dev.quartermaster.domain.model;

import org.jspecify.annotations.NullMarked;
