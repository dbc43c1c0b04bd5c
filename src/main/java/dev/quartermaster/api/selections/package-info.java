/** Floor 9: choosing without calling, over HTTP. */
@NullMarked
package dev.quartermaster.api.selections;

import org.jspecify.annotations.NullMarked;
