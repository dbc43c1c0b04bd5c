/** Floor 9: callers' feedback, and how good the last answers were. */
@NullMarked
package dev.quartermaster.api.quality;

import org.jspecify.annotations.NullMarked;
