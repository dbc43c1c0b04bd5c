/**
 * Floor 5: OpenAI's chat completions: the wire interface, the wire records, the translation both ways, and the provider,
 * which asks by the protocol in {@code responses} instead where a model or its caller speaks that one. Seen from outside
 * only as a {@link dev.quartermaster.provider.ProviderFactory} bean. What cannot be expressed is reported to the call's
 * {@link dev.quartermaster.provider.UnsupportedFieldPolicy}; only a model's earlier reasoning is left out of a conversation, unless the
 * provider's settings name a field for it, for chat completions of OpenAI's own never take it back.
 */
@NullMarked
package dev.quartermaster.provider.openai;

import org.jspecify.annotations.NullMarked;
