package dev.quartermaster.api.entry;

import static dev.quartermaster.api.entry.SlowWays.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of connections before the framework sees them. */
class SlowClientsTest {

    private static final String GET = "GET / HTTP/1.1\r\nhost: here\r\n\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LEAST_RATE = 1024;
    private static final int WINDOW = 65_535;
    private static final int MOST_STREAMS = 10;
    private static final int REFUSED_STREAM = 7;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> release = new CompletableFuture<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    /** Also clients that say nothing, which the framework does not count. */
    @Test
    void thereAreNoMoreConnectionsThanThereMayBe() throws Exception {
        URI service = serve(Duration.ofHours(1), OptionalInt.of(3));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(new RawClient(service));
        }

        try (RawClient refused = new RawClient(service)) {
            assertThat(refused.isClosedWithin(SOON)).isTrue();
        }
        for (RawClient client : clients) {
            client.send(GET);
            assertThat(client.read(SOON)).startsWith("HTTP/1.1 200 ");
        }
        clients.get(0).close();
        await().atMost(SOON).until(() -> {
            try (RawClient next = new RawClient(service)) {
                return next.trySend(GET) && next.read(SOON).startsWith("HTTP/1.1 200 ");
            }
        });
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void requestsOfHttp2ThatAreNotSlowGoOnForAsLongAsTheyTake() throws Exception {
        URI service = serve(PATIENCE, OptionalInt.empty());
        try (RawHttp2Client waiting = new RawHttp2Client(service);
                RawHttp2Client heldBack = new RawHttp2Client(service);
                RawHttp2Client sending = new RawHttp2Client(service)) {
            waiting.head(1, true, "GET", "/later");
            // What it may send until the service has read some of it.
            heldBack.head(1, false, "POST", "/read-later");
            for (int sent = 0; sent < WINDOW; sent += 13_107) {
                heldBack.data(1, " ".repeat(13_107));
            }
            sending.head(1, false, "POST", "/");

            long end = System.nanoTime() + PATIENCE.multipliedBy(4).toNanos();
            while (System.nanoTime() < end) {
                sending.data(1, " ".repeat(LEAST_RATE));
                assertThat(sending.next(SlowClientsTest::isReset, PATIENCE.dividedBy(10)))
                        .isEmpty();
            }

            sending.frame(RawHttp2Client.DATA, 1, 1, new byte[0]);
            heldBack.frame(RawHttp2Client.DATA, 1, 1, new byte[0]);
            release.complete(null);
            for (RawHttp2Client client : List.of(waiting, heldBack, sending)) {
                assertThat(client.status(1, SOON)).hasValue("200");
            }
        }
    }

    /** Its body is not read any more, and it does not end it. */
    @Test
    void aRequestOfHttp2ThatWasAnsweredDoesNotGoOnForever() throws Exception {
        URI service = serve(PATIENCE, OptionalInt.empty());
        try (RawHttp2Client client = new RawHttp2Client(service)) {
            client.head(1, false, "POST", "/answer-at-once");
            client.data(1, " ");

            assertThat(client.status(1, SOON)).hasValue("200");
            assertThat(client.next(SlowClientsTest::isReset, SOON)).isPresent();
        }
    }

    /** What the codec announces binds it only once the client has agreed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreRequestsOfHttp2AtATimeThanWereAnnouncedAreRefused(boolean agrees) throws Exception {
        URI service = serve(Duration.ofHours(1), OptionalInt.empty());
        try (RawHttp2Client client = new RawHttp2Client(service, agrees)) {
            for (int i = 0; i <= MOST_STREAMS; i++) {
                client.head(2 * i + 1, false, "POST", "/");
            }

            assertThat(client.next(frame -> frame.type() == RawHttp2Client.RST_STREAM, SOON))
                    .hasValueSatisfying(refused -> assertThat(refused.stream()).isEqualTo(2 * MOST_STREAMS + 1))
                    .hasValueSatisfying(refused -> assertThat(refused.error()).isEqualTo(REFUSED_STREAM));
        }
    }

    private static boolean isReset(RawHttp2Client.Frame frame) {
        return frame.is(RawHttp2Client.RST_STREAM, 1);
    }

    private URI serve(Duration patience, OptionalInt mostConnections) throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1");
        options.getInitialSettings().setMaxConcurrentStreams(MOST_STREAMS);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        new SlowClients(vertx, new Patient(patience), mostConnections).atStart(null);
        // By then it has found where connections are accepted.
        ((VertxInternal) vertx).getAcceptorEventLoopGroup().submit(() -> {}).get(1, TimeUnit.MINUTES);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        ArrivalGuard.headArrived(request);
        switch (request.path()) {
            case "/later" -> release.thenRun(() -> request.response().end());
            case "/read-later" -> {
                request.pause();
                request.endHandler(all -> request.response().end());
                release.thenRun(request::resume);
            }
            case "/answer-at-once" -> {
                request.pause();
                request.response().end();
            }
            default -> request.endHandler(all -> request.response().end());
        }
    }

    private record Patient(Duration patience) implements HttpConfig {

        @Override
        public Optional<MemorySize> bodiesMaxBytes() {
            return Optional.empty();
        }

        @Override
        public Duration strictTransport() {
            return Duration.ZERO;
        }

        @Override
        public MemorySize leastRate() {
            return new MemorySize(BigInteger.valueOf(LEAST_RATE));
        }
    }
}
