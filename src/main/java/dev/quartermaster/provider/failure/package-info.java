/**
 * Floor 5: a provider's response and its classification: every failure becomes a
 * {@link dev.quartermaster.domain.ProviderFailure} with a kind, by status and error code, here and nowhere else.
 */
@NullMarked
package dev.quartermaster.provider.failure;

import org.jspecify.annotations.NullMarked;
