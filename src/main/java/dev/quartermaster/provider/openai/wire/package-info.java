/**
 * Floor 5: what OpenAI's protocols have in common on the wire: its error object, its way to count tokens, the words that
 * mean the same in chat completions and in responses.
 */
@NullMarked
package dev.quartermaster.provider.openai.wire;

import org.jspecify.annotations.NullMarked;
