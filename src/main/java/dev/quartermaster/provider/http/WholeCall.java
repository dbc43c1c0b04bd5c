package dev.quartermaster.provider.http;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** One call whose response is read whole. All its state belongs to one Vert.x context. */
final class WholeCall {

    private final Context context;
    private final UniEmitter<? super ProviderResponse> emitter;
    private final long most;
    private @Nullable HttpClientRequest upstream;
    private long timer;
    private volatile boolean over;

    /** @param most bytes of a response; a larger one is not read on */
    WholeCall(Context context, UniEmitter<? super ProviderResponse> emitter, long most) {
        this.context = context;
        this.emitter = emitter;
        this.most = most;
    }

    /** @param timeout in milliseconds, until the response is whole */
    void begin(HttpClient client, ProviderRequest request, long timeout) {
        emitter.onTermination(this::terminated);
        ProviderHttpClient.run(context, () -> connect(client, request, timeout));
    }

    private void connect(HttpClient client, ProviderRequest request, long timeout) {
        if (over) {
            return;
        }
        timer = context.owner().setTimer(timeout, fired -> timedOut());
        client.request(request.options())
                .onSuccess(connected -> send(connected, request.body()))
                .onFailure(this::unanswered);
    }

    private void send(HttpClientRequest connected, byte[] body) {
        if (over) {
            connected.reset();
            return;
        }
        upstream = connected;
        connected.send(Buffer.buffer(body)).onSuccess(this::head).onFailure(this::unanswered);
    }

    private void head(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(this::unanswered)
                .handler(piece -> read(body, piece))
                .endHandler(end -> answered(response, body));
    }

    private void read(Buffer body, Buffer piece) {
        if (over) {
            return;
        }
        if (body.length() + (long) piece.length() > most) {
            abort();
            emitter.fail(FailureClassifier.tooLarge(most));
        } else {
            body.appendBuffer(piece);
        }
    }

    private void answered(HttpClientResponse response, Buffer body) {
        if (finish()) {
            emitter.complete(new ProviderResponse(response.statusCode(), response::getHeader, body.getBytes()));
        }
    }

    private void unanswered(Throwable cause) {
        if (finish()) {
            emitter.fail(FailureClassifier.unanswered(cause));
        }
    }

    /** The result is on its way, or nobody wants it any more. */
    private void terminated() {
        if (!over) {
            ProviderHttpClient.run(context, this::abort);
        }
    }

    private void timedOut() {
        abort();
        emitter.fail(ProviderFailure.transientOf(FailureKind.TIMEOUT, "the provider did not answer in time"));
    }

    private void abort() {
        if (finish() && upstream != null) {
            upstream.reset();
        }
    }

    /** Returns false if the call was over already. */
    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        context.owner().cancelTimer(timer);
        return true;
    }
}
