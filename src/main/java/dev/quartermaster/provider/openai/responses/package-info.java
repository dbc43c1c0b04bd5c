/**
 * Floor 5: OpenAI's Responses API as a provider's protocol, without memory: a request holds its whole conversation and
 * asks that nothing be stored. The wire records, the translation both ways and the stream; the provider above sends.
 * For a caller who speaks this dialect too, nothing is lost: items keep their ids and further fields, tools that the
 * provider runs and their items pass whole, and so does every event of a stream.
 */
@NullMarked
package dev.quartermaster.provider.openai.responses;

import org.jspecify.annotations.NullMarked;
