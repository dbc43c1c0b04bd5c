/**
 * Floor 5: what the translators of several adapters share: JSON bodies, fields without a place in a protocol, names of
 * participants, requested reasoning and the positions of parts.
 */
@NullMarked
package dev.quartermaster.provider.translation;

import org.jspecify.annotations.NullMarked;
