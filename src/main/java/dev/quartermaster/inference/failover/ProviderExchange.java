package dev.quartermaster.inference.failover;

import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One kind of call to a provider: a whole answer, a stream up to its first content, or vectors.
 *
 * @param timeout the longest wait for the result
 */
public record ProviderExchange<T>(
        BiFunction<ChatProvider, ProviderCall<InferenceOperation>, Uni<T>> call,
        Function<ProviderConfig, Duration> timeout) {}
