package dev.quartermaster.provider.http;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ResponseHeaders;
import java.util.function.Consumer;

/** A streamed answer in server-sent events, of which one is the protocol's terminal marker; nothing after it is read. */
public abstract class SseStream implements StreamReader {

    private final SseFrames frames;
    private final Consumer<ResponseHeaders> quota;
    private boolean done;

    /**
     * @param longestFrame the most that one event may hold, in bytes of a line and in characters of its data
     * @param quota told the headers of the answer
     */
    protected SseStream(int longestFrame, Consumer<ResponseHeaders> quota) {
        this.frames = new SseFrames(longestFrame);
        this.quota = quota;
    }

    /** Hands out what an event says. @return whether it was the terminal marker */
    protected abstract boolean take(SseFrame frame, Consumer<ChatDelta> out);

    @Override
    public final void head(ResponseHeaders headers) {
        quota.accept(headers);
    }

    @Override
    public final void feed(byte[] bytes, Consumer<ChatDelta> out) {
        frames.feed(bytes, frame -> next(frame, out));
    }

    @Override
    public final void end(Consumer<ChatDelta> out) {
        frames.end(frame -> next(frame, out));
        if (!done) {
            throw FailureClassifier.cut();
        }
    }

    @Override
    public final boolean isDone() {
        return done;
    }

    private void next(SseFrame frame, Consumer<ChatDelta> out) {
        if (!done) {
            done = take(frame, out);
        }
    }
}
