/**
 * Floor 8: the place of the response cache in the path of a request: behind planning, so that the model is known, and
 * before limits, budgets and providers, none of which an answer that is given again touches.
 */
@NullMarked
package dev.quartermaster.inference.caching;

import org.jspecify.annotations.NullMarked;
