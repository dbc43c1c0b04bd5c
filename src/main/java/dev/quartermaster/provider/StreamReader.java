package dev.quartermaster.provider;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import java.util.function.Consumer;

/**
 * Reads one streamed answer in its provider's protocol. It is made for a single call, keeps that call's state and is
 * used by one thread at a time. Anything it throws ends the call; a {@link ProviderFailure} does so as it is.
 */
public interface StreamReader {

    /** The answer begins, well or badly: its headers are there. */
    void head(ResponseHeaders headers);

    /** Translates a response that is no stream: a status other than 2xx, or a body of another type. */
    ProviderFailure refused(ProviderResponse providerResponse);

    /** Reads the next bytes, cut anywhere, and hands out every delta that they complete. */
    void feed(byte[] bytes, Consumer<ChatDelta> out);

    /** The bytes ended in good order without {@link #isDone}; fails unless the protocol allows that. */
    void end(Consumer<ChatDelta> out);

    /** Returns whether the protocol's terminal marker was seen; nothing after it is read. */
    boolean isDone();
}
