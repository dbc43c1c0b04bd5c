/**
 * Floor 9: OpenAI's Responses dialect as callers speak it, without memory: a request holds its whole conversation and
 * nothing of it is kept. Items are read into turns of the internal form; answers and streams are written as items again,
 * reasoning with a seal, so that it can be sent back to the model it came from.
 */
@NullMarked
package dev.quartermaster.api.responses;

import org.jspecify.annotations.NullMarked;
