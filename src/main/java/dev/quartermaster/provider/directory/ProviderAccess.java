package dev.quartermaster.provider.directory;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.provider.ChatProvider;
import org.jspecify.annotations.Nullable;

/**
 * Provider together with the key for one call. Both are chosen together, so that a real key never goes to a substitute
 * provider.
 *
 * @param key null where the provider needs none
 */
public record ProviderAccess(
        ChatProvider provider, @Nullable ApiKey key) {}
