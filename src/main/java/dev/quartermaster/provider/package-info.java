/**
 * Floor 5: the contract of every provider: {@link dev.quartermaster.provider.ChatProvider}, the call it is given, the
 * reader of a streamed answer, and the factory that makes it. Each adapter is a package below this one with a wire
 * interface, wire records, a pure translator and a thin provider; adapters do not know each other. What they share is
 * below this one as well: {@code directory} (which providers there are), {@code http} (requests and streams), {@code
 * failure} (classification), {@code tool} (tools and structured output), {@code translation} (JSON and fields) and {@code
 * claude} (Claude's models, for two adapters).
 */
@NullMarked
package dev.quartermaster.provider;

import org.jspecify.annotations.NullMarked;
