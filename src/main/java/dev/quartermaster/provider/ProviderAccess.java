package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;

/**
 * A provider together with the key for one call to it. Both are decided at once, so that a real key can never go to a
 * stand-in.
 *
 * @param key null where the provider needs none
 */
public record ProviderAccess(ChatProvider provider, ApiKey key) {}
