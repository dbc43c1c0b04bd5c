package dev.quartermaster.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * What one provider is set to.
 *
 * @param baseUrl without a version path and without a slash at its end; text, because it may hold a placeholder such as
 *     {@code {region}}
 * @param connectTimeout the longest wait for a connection
 * @param timeout the longest wait for a whole answer
 * @param firstTokenTimeout the longest wait for a stream to begin
 * @param idleTimeout the longest silence inside a stream while its reader waits
 * @param maxConcurrent the most connections to it, counted for streams and whole answers each
 * @param failures how its refusals are classified
 * @param responses whether it also serves OpenAI's Responses API; empty where that is left to its kind
 * @param reasoningField where it wants a model's earlier reasoning back; empty where it does not
 */
public record ProviderSettings(
        String baseUrl,
        Duration connectTimeout,
        Duration timeout,
        Duration firstTokenTimeout,
        Duration idleTimeout,
        int maxConcurrent,
        FailureTable failures,
        Optional<Boolean> responses,
        Optional<String> reasoningField) {

    /** Of a kind that has no choice of protocols, or that is left to choose. */
    public ProviderSettings(
            String baseUrl,
            Duration connectTimeout,
            Duration timeout,
            Duration firstTokenTimeout,
            Duration idleTimeout,
            int maxConcurrent,
            FailureTable failures) {
        this(
                baseUrl,
                connectTimeout,
                timeout,
                firstTokenTimeout,
                idleTimeout,
                maxConcurrent,
                failures,
                Optional.empty(),
                Optional.empty());
    }
}
