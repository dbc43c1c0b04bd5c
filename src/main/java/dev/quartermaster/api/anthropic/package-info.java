/**
 * Floor 9: the Anthropic dialect as callers speak it: requests read into the internal form without loss, answers and
 * streams written out of it, valid for the strictest of the official clients.
 */
@NullMarked
package dev.quartermaster.api.anthropic;

import org.jspecify.annotations.NullMarked;
