/**
 * Floor 3: OpenAI's chat completions: the wire interface, the wire records, the translation both ways, and the provider.
 * Seen from outside only as a {@link dev.quartermaster.provider.ProviderFactory} bean. What it cannot express is refused
 * with the field's name; only a model's earlier reasoning is left out of a conversation, for this protocol never takes it
 * back.
 */
package dev.quartermaster.provider.openai;
