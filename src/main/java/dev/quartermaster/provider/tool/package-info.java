/**
 * Floor 5: tools and structured output in the form that a protocol accepts, and back: names and ids of calls, custom
 * tools as functions, pairs of calls and results, and checks of the arguments. Works on the internal form alone, so every
 * adapter can use it.
 */
@NullMarked
package dev.quartermaster.provider.tool;

import org.jspecify.annotations.NullMarked;
