package dev.quartermaster.provider.http;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.ProviderHttpClient.Timeouts;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One streamed call, and the subscription to it. All its state belongs to one Vert.x context; requests and cancellation
 * from elsewhere are moved there. A buffer is fetched from the connection only when every delta of the one before has
 * been taken and more are wanted, so a slow reader slows the provider down.
 */
final class StreamedCall implements Flow.Subscription {

    /** Time that a finished answer's connection has to become free for reuse before it is closed. */
    private static final long GRACE_MILLIS = 1_000;

    private final Context context;
    private final HttpClient client;
    private final Timeouts timeouts;
    private final ProviderRequest request;
    private final StreamReader reader;
    private final Flow.Subscriber<? super ChatDelta> downstream;
    private final IdleTimer idleTimer;
    private final Deque<ChatDelta> ready = new ArrayDeque<>();

    private @Nullable HttpClientRequest upstream;
    private @Nullable HttpClientResponse answer;
    /** Fetches the next buffer of the stream; null until the answer proves to be one. */
    private @Nullable Runnable next;

    private long demand;
    private boolean delivering;
    private boolean fetching;
    private boolean bodyEnded;
    private boolean complete;
    private @Nullable Throwable failure;
    private boolean over;

    StreamedCall(
            Context context,
            HttpClient client,
            Timeouts timeouts,
            ProviderRequest request,
            StreamReader reader,
            Flow.Subscriber<? super ChatDelta> downstream) {
        this.context = context;
        this.client = client;
        this.timeouts = timeouts;
        this.request = request;
        this.reader = reader;
        this.downstream = downstream;
        this.idleTimer = new IdleTimer(context.owner(), this::timedOut);
    }

    void begin() {
        downstream.onSubscribe(this);
        onContext(this::connect);
    }

    @Override
    public void request(long count) {
        onContext(() -> {
            if (count <= 0) {
                fail(new IllegalArgumentException("a subscriber must ask for at least one item"));
            } else {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
            deliver();
        });
    }

    @Override
    public void cancel() {
        onContext(() -> {
            over = true;
            ready.clear();
            abort();
        });
    }

    private void onContext(Runnable step) {
        ProviderHttpClient.run(context, step);
    }

    private void connect() {
        if (over) {
            return;
        }
        idleTimer.limit(timeouts.head());
        idleTimer.begin();
        client.request(request.options()).onSuccess(this::send).onFailure(this::unanswered);
    }

    private void send(HttpClientRequest connected) {
        upstream = connected;
        if (over || failure != null) {
            connected.reset();
            return;
        }
        connected.send(Buffer.buffer(request.body())).onSuccess(this::head).onFailure(this::unanswered);
    }

    private void head(HttpClientResponse response) {
        if (over || failure != null) {
            return;
        }
        answer = response;
        response.pause();
        response.exceptionHandler(cause -> bodyBroke());
        guarded(() -> reader.head(response::getHeader));
        idleTimer.satisfied();
        idleTimer.limit(timeouts.idle());
        if (failure == null && isStream(response)) {
            next = () -> response.fetch(1);
            response.handler(this::body).endHandler(ignored -> bodyEnded());
        } else if (failure == null) {
            idleTimer.begin();
            new ErrorBodyReader(context, response, body -> refused(response, body)).collect();
        }
        deliver();
    }

    private boolean isStream(HttpClientResponse response) {
        String type = response.getHeader("content-type");
        boolean typeFits = request.mediaType() == null
                || type == null
                || type.regionMatches(
                        true, 0, request.mediaType(), 0, request.mediaType().length());
        return response.statusCode() == 200 && typeFits;
    }

    private void refused(HttpClientResponse response, byte[] body) {
        bodyEnded = true;
        guarded(() -> fail(reader.refused(new ProviderResponse(response.statusCode(), response::getHeader, body))));
        deliver();
    }

    private void body(Buffer buffer) {
        idleTimer.satisfied();
        fetching = false;
        if (over || complete || failure != null) {
            return;
        }
        guarded(() -> reader.feed(buffer.getBytes(), ready::add));
        if (failure == null && reader.isDone()) {
            finish();
        }
        deliver();
    }

    private void bodyEnded() {
        bodyEnded = true;
        if (!over && !complete && failure == null) {
            guarded(() -> reader.end(ready::add));
            if (failure == null && reader.isDone()) {
                finish();
            } else {
                fail(FailureClassifier.cut());
            }
        }
        deliver();
    }

    private void bodyBroke() {
        bodyEnded = true;
        fail(FailureClassifier.cut());
        deliver();
    }

    /** The answer is whole. What may still come is read and thrown away, so that the connection can be used again. */
    private void finish() {
        complete = true;
        idleTimer.end();
        if (!bodyEnded && upstream != null && answer != null) {
            HttpClientRequest sent = upstream;
            long grace = context.owner().setTimer(GRACE_MILLIS, ignored -> sent.reset());
            answer.endHandler(ignored -> context.owner().cancelTimer(grace));
            answer.exceptionHandler(ignored -> context.owner().cancelTimer(grace));
            answer.handler(ignored -> {}).resume();
            bodyEnded = true;
        }
    }

    private void unanswered(Throwable cause) {
        fail(FailureClassifier.unanswered(cause));
        deliver();
    }

    private void timedOut() {
        fail(ProviderFailure.transientOf(FailureKind.TIMEOUT, "the provider did not answer in time"));
        deliver();
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (ProviderFailure known) {
            fail(known);
        } catch (RuntimeException unexpected) {
            fail(FailureClassifier.unreadable());
        }
    }

    private void fail(Throwable cause) {
        if (!complete && failure == null) {
            failure = cause;
            abort();
        }
    }

    private void abort() {
        idleTimer.end();
        if (upstream == null || bodyEnded) {
            return;
        }
        bodyEnded = true;
        if (answer == null) {
            upstream.reset();
        } else {
            ResponseDiscarder.of(context, upstream, answer);
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        while (!over && demand > 0 && !ready.isEmpty()) {
            demand--;
            downstream.onNext(ready.poll());
        }
        delivering = false;
        if (!over && ready.isEmpty()) {
            afterReady();
        }
    }

    private void afterReady() {
        if (failure != null) {
            over = true;
            downstream.onError(failure);
        } else if (complete) {
            over = true;
            downstream.onComplete();
        } else if (demand > 0 && next != null && !fetching) {
            fetching = true;
            idleTimer.begin();
            next.run();
        }
    }
}
