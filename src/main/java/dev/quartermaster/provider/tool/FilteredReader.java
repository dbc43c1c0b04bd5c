package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import java.util.function.Consumer;

/** Reads a stream with another reader and changes its deltas. */
abstract class FilteredReader implements StreamReader {

    private final StreamReader reader;

    FilteredReader(StreamReader reader) {
        this.reader = reader;
    }

    /** Emits whatever takes the delta's place. */
    abstract void take(ChatDelta delta, Consumer<ChatDelta> out);

    @Override
    public final void head(ResponseHeaders headers) {
        reader.head(headers);
    }

    @Override
    public final ProviderFailure refused(ProviderResponse providerResponse) {
        return reader.refused(providerResponse);
    }

    @Override
    public final void feed(byte[] bytes, Consumer<ChatDelta> out) {
        reader.feed(bytes, delta -> take(delta, out));
    }

    @Override
    public final void end(Consumer<ChatDelta> out) {
        reader.end(delta -> take(delta, out));
    }

    @Override
    public final boolean isDone() {
        return reader.isDone();
    }
}
