/** Floor 10: the room where a person asks a model something, as an agent would. */
@NullMarked
package dev.quartermaster.console.playground;

import org.jspecify.annotations.NullMarked;
