package dev.quartermaster.provider;

import dev.quartermaster.provider.failure.FailureTable;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of one provider.
 *
 * @param baseUrl without a version path and a trailing slash; text, because it may hold a placeholder such as {@code
 *     {region}}
 * @param connectTimeout the longest wait for a connection
 * @param timeout the longest wait for a whole answer
 * @param firstTokenTimeout the longest wait for the first token of a stream
 * @param idleTimeout the longest silence within a stream while its reader waits
 * @param maxConcurrent the most connections, counted separately for streams and whole answers
 * @param failures the classification of its error responses
 * @param responses whether it also serves OpenAI's Responses API; empty to leave that to its kind
 * @param reasoningField the field for a model's earlier reasoning; empty if the provider takes none
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

    /** Creates settings without a choice of protocol. */
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
