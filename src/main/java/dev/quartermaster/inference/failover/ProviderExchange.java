package dev.quartermaster.inference.failover;

import dev.quartermaster.provider.ChatProvider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One kind of call to a provider: a whole answer, a stream up to its first content, or vectors. */
public interface ProviderExchange<T> {

    Uni<T> with(ChatProvider provider, AttemptParameters terms);

    /** The longest wait for the result with this provider. */
    Duration patience(ChatProvider provider);
}
