/**
 * Floor 5: how good answers are: when they are scored, what the last ones of a model and an agent were, and when that asks
 * for another model. The rules themselves are in {@code scoring}.
 */
@NullMarked
package dev.quartermaster.quality;

import org.jspecify.annotations.NullMarked;
