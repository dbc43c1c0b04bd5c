/**
 * Floor 9: one error, three faces. An error is a code, a message and perhaps a field; the path decides in which shape
 * the caller reads it. Everything here is pure.
 */
@NullMarked
package dev.quartermaster.api.error;

import org.jspecify.annotations.NullMarked;
