/**
 * Floor 5: Ollama's own chat protocol: the wire interface, the wire records, the translation both ways, and the provider.
 * Seen from outside only as a {@link dev.quartermaster.provider.ProviderFactory} bean. What it cannot express is reported
 * with the field's name; only the end user's id is left out in silence, for nobody at the other side would look at it.
 */
@NullMarked
package dev.quartermaster.provider.ollama;

import org.jspecify.annotations.NullMarked;
