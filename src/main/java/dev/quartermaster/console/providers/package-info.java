/** Floor 10: the room of providers: how each is, with which keys, and asking it now whether it is there. */
@NullMarked
package dev.quartermaster.console.providers;

import org.jspecify.annotations.NullMarked;
