/**
 * Floor 5: the configured providers, with their keys, base URLs and the reasons why one cannot be called. Adapters are
 * found as {@link dev.quartermaster.provider.ProviderFactory} beans, so this package knows none of them.
 */
@NullMarked
package dev.quartermaster.provider.directory;

import org.jspecify.annotations.NullMarked;
