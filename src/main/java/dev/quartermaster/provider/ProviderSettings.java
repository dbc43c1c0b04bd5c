package dev.quartermaster.provider;

import java.net.URI;
import java.time.Duration;

/**
 * What one provider is set to.
 *
 * @param baseUrl without a version path; one that ends in {@code /v1} or {@code /v1beta} has been cut
 * @param timeout the longest wait for a whole answer
 * @param idleTimeout the longest silence inside a stream
 */
public record ProviderSettings(URI baseUrl, Duration connectTimeout, Duration timeout, Duration idleTimeout) {}
