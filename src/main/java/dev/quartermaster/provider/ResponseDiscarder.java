package dev.quartermaster.provider;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Gives up an answer that nobody reads any further. The connection of one that goes on is closed. One that has arrived
 * as a whole, read or not, has given its connection back already, and another call may be on it that a reset would end;
 * so what has arrived is thrown away first, and only an answer that does not end with it is reset.
 */
final class ResponseDiscarder {

    private final HttpClientRequest request;
    private boolean ended;

    private ResponseDiscarder(HttpClientRequest request) {
        this.request = request;
    }

    /** To be called on the context that the answer is read on. */
    static void of(Context context, HttpClientRequest request, HttpClientResponse answer) {
        ResponseDiscarder responseDiscarder = new ResponseDiscarder(request);
        answer.exceptionHandler(ignored -> responseDiscarder.ended = true);
        answer.endHandler(ignored -> responseDiscarder.ended = true);
        answer.handler(ignored -> {}).resume();
        // What has arrived is handed out by a step that resuming has put in line before this one.
        context.runOnContext(ignored -> responseDiscarder.decide());
    }

    private void decide() {
        if (!ended) {
            request.reset();
        }
    }
}
