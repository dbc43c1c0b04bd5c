/**
 * Floor 5: what Claude models take, whichever way they are called. Anthropic's own API and Bedrock refuse the same things
 * of them, so both adapters get sampling and reasoning settings from here; the names on the wire are theirs. Knows no
 * adapter.
 */
@NullMarked
package dev.quartermaster.provider.claude;

import org.jspecify.annotations.NullMarked;
