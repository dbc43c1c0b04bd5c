/** Floor 9: the providers as operators see them: reachable or not, with which keys, and probed by hand. */
@NullMarked
package dev.quartermaster.api.providers;

import org.jspecify.annotations.NullMarked;
