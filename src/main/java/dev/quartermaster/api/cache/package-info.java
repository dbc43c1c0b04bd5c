/**
 * Floor 9: the response cache for operators.
 */
@NullMarked
package dev.quartermaster.api.cache;

import org.jspecify.annotations.NullMarked;
