/**
 * Floor 8: choosing without calling: dry runs, and assignments of models to the tasks of agents that call providers
 * themselves, kept until something they depend on changes.
 */
@NullMarked
package dev.quartermaster.inference.selection;

import org.jspecify.annotations.NullMarked;
