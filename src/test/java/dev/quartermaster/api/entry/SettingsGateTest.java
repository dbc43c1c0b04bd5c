package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.Profiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests that come before the agents' settings are read. */
class SettingsGateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final AgentProfiles profiles = Profiles.unset();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRequestIsHeldWithItsBodyUntilTheSettingsAreThere() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = post(serve(LONG), "/v1/chat/completions");
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isNotDone();

        profiles.markRead();

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("question");
    }

    @Test
    void afterItsTimeTheFilesServe() throws Exception {
        int port = serve(Duration.ofMillis(200));

        assertThat(post(port, "/v1/chat/completions").get(20, TimeUnit.SECONDS).body())
                .isEqualTo("question");
        assertThat(profiles.firstRead()).isNotDone();
    }

    @Test
    void whatNoAgentAsksIsNotHeld() throws Exception {
        assertThat(post(serve(LONG), "/api/v1/status").get(20, TimeUnit.SECONDS).body())
                .isEqualTo("question");
    }

    private int serve(Duration longest) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(request -> {
            arrived.countDown();
            request.next();
        });
        router.route().handler(new SettingsGate(profiles, vertx, longest));
        router.route().handler(request -> request.request().body().onSuccess(body -> request.end(body)));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return server.actualPort();
    }

    private CompletableFuture<HttpResponse<String>> post(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .POST(BodyPublishers.ofString("question"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }
}
