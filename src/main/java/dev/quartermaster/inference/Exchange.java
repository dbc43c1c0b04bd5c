package dev.quartermaster.inference;

import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One kind of call to a provider: a whole answer, or a stream up to its first content. */
interface Exchange<T> {

    Uni<T> with(ChatProvider provider, ProviderCall call);

    /** The longest wait for the result with this provider. */
    Duration patience(ChatProvider provider);
}
