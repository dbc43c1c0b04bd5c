/** Floor 9: the registry as a whole, and the trail of changes that people and agents make. */
@NullMarked
package dev.quartermaster.api.registry;

import org.jspecify.annotations.NullMarked;
