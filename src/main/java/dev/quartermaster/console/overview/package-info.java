/** Floor 10: the first page of the console: how things are now, at one glance. */
@NullMarked
package dev.quartermaster.console.overview;

import org.jspecify.annotations.NullMarked;
