package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told and taken while the service stops. */
class GracefulShutdownTest {

    private final Vertx vertx = Vertx.vertx();
    private final GracefulShutdown gracefulShutdown = new GracefulShutdown(() -> Duration.ofMinutes(5), null);
    private final ShutdownReadiness readiness = new ShutdownReadiness(gracefulShutdown);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readinessGoesDownBeforeWhatIsInFlightIsAnswered() throws Exception {
        CompletableFuture<RoutingContext> taken = new CompletableFuture<>();
        CompletableFuture<HttpResponse<String>> answer = get(serve(taken));
        RoutingContext open = taken.get(20, TimeUnit.SECONDS);
        assertThat(status()).isEqualTo(Status.UP);

        CompletableFuture<Void> stop =
                CompletableFuture.runAsync(() -> gracefulShutdown.stop(new ShutdownDelayInitiatedEvent()));

        await().until(() -> status() == Status.DOWN);
        assertThat(stop).isNotDone();
        open.end("answer");
        stop.get(20, TimeUnit.SECONDS);
        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("answer");
    }

    private Status status() {
        return readiness.call().await().atMost(Duration.ofMinutes(1)).getStatus();
    }

    private int serve(CompletableFuture<RoutingContext> taken) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(gracefulShutdown);
        router.route().handler(taken::complete);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return server.actualPort();
    }

    private static CompletableFuture<HttpResponse<String>> get(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models"))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
    }
}
