package dev.quartermaster.passthrough;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Passes streams on, for those who accept nothing else, by Vert.x' own client. The REST client closes its connection at the
 * end of each stream of events, and under load the next request finds it closed.
 */
@ApplicationScoped
public class Streams {

    private final HttpClient client;
    private final String url;

    Streams(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.rest-client.upstream.url") String upstream,
            @ConfigProperty(name = "quarkus.rest-client.upstream.connection-pool-size") int connections) {
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
        url = upstream + "/v1/chat/completions";
    }

    void routes(@Observes Router router) {
        router.post("/v1/chat/completions").order(-1).handler(exchange -> {
            if (MediaType.SERVER_SENT_EVENTS.equals(exchange.request().getHeader(HttpHeaders.ACCEPT))) {
                exchange.request().body().onSuccess(body -> pass(exchange, body));
                exchange.request().resume(); // Quarkus hands it over paused
            } else {
                exchange.next();
            }
        });
    }

    private void pass(RoutingContext exchange, Buffer body) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .putHeader(HttpHeaders.ACCEPT, MediaType.SERVER_SENT_EVENTS)
                .putHeader(HttpHeaders.AUTHORIZATION, exchange.request().getHeader(HttpHeaders.AUTHORIZATION));
        client.request(request)
                .compose(opened -> opened.send(body))
                .onSuccess(answer -> answer(exchange, answer))
                .onFailure(exchange::fail);
    }

    private static void answer(RoutingContext exchange, HttpClientResponse answer) {
        exchange.response()
                .setStatusCode(answer.statusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                .setChunked(true);
        answer.pipeTo(exchange.response());
    }
}
