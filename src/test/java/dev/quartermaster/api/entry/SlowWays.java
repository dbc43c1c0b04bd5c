package dev.quartermaster.api.entry;

import static org.awaitility.Awaitility.await;

import dev.quartermaster.api.entry.RawHttp2Client.Frame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ways in which a client can be slow, and what is to become of each. As each takes as long as the service is patient, all
 * clients come at the same time.
 */
final class SlowWays {

    static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final String LIVE = "/q/health/live";
    private static final String GET = "GET " + LIVE + " HTTP/1.1\r\nhost: here\r\n";
    private static final String CHAT = "/v1/chat/completions";
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int UNKNOWN_FRAME = 0xfa;

    private final URI service;
    private final String key;
    private final Duration patience;
    private final Map<String, Way> ways = new LinkedHashMap<>();

    /** Returns whether the service did as it should. */
    private interface Way {
        boolean isTreatedWell() throws Exception;
    }

    private interface Http1 {
        boolean isTreatedWell(RawClient client) throws IOException;
    }

    private interface Http2 {
        boolean isTreatedWell(RawHttp2Client client) throws Exception;
    }

    SlowWays(URI service, String key, Duration patience) {
        this.service = service;
        this.key = key;
        this.patience = patience;
        heads();
        bodies();
        streams();
        http1("comes back later", this::comesBack);
    }

    /** Goes all ways; returns of each whether the service did as it should. */
    Map<String, Boolean> go() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(ways.size());
        try {
            Map<String, Future<Boolean>> gone = new LinkedHashMap<>();
            ways.forEach((name, way) -> gone.put(name, clients.submit(way::isTreatedWell)));
            Map<String, Boolean> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Boolean>> way : gone.entrySet()) {
                outcomes.put(way.getKey(), way.getValue().get());
            }
            return outcomes;
        } finally {
            clients.shutdownNow();
        }
    }

    private void heads() {
        http1("says nothing", SlowWays::isClosed);
        http1("begins a head and goes silent", client -> {
            client.send("GET " + LIVE + " HTTP/1.1\r\nhost: he");
            return isClosed(client);
        });
        http1("dribbles a head after a request", client -> {
            if (!isServed(client)) {
                return false;
            }
            client.send(GET);
            return isClosedInDribble(client, "x: y\r\n");
        });
        http1("goes silent in a second head", client -> {
            if (!isServed(client)) {
                return false;
            }
            client.send("GET " + LIVE + " HT");
            return isClosed(client);
        });
    }

    private void bodies() {
        String head = "POST " + CHAT + " HTTP/1.1\r\nhost: here\r\nauthorization: Bearer " + key
                + "\r\ncontent-type: application/json\r\n";
        for (String rest : List.of(
                "content-length: 4000\r\n\r\n",
                "content-length: 4000\r\n\r\n{\"text\":",
                "transfer-encoding: chunked\r\n\r\n",
                "transfer-encoding: chunked\r\n\r\n8\r\n{\"te",
                // The chunks count, as the standard says; these are none.
                "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n")) {
            http1("goes silent in a body: " + rest.replaceAll("\\s+", " "), client -> {
                client.send(head + rest);
                return isClosed(client);
            });
        }
        http1("dribbles a body", client -> {
            client.send(head + "content-length: 4000\r\n\r\n");
            return isClosedInDribble(client, " ");
        });
    }

    private void streams() {
        http2("says nothing", client -> client.isClosedWithin(SOON));
        http2("goes silent in a body", client -> {
            post(client);
            client.data(1, "{\"text\":");
            return isReset(client.next(frame -> frame.is(RawHttp2Client.RST_STREAM, 1), SOON)) && isServed(client);
        });
        http2("dribbles a body", client -> {
            post(client);
            return isResetInDribble(client, 0) && isServed(client);
        });
        http2("dribbles a body beside much else", client -> {
            post(client);
            return isResetInDribble(client, 16_384) && isServed(client);
        });
    }

    private boolean comesBack(RawClient client) throws IOException {
        return isServed(client) && !client.isClosedWithin(patience.plusSeconds(1)) && isServed(client);
    }

    private void http1(String name, Http1 way) {
        ways.put(name, () -> {
            try (RawClient client = new RawClient(service)) {
                return way.isTreatedWell(client);
            }
        });
    }

    private void http2(String name, Http2 way) {
        ways.put(name + ", by HTTP/2", () -> {
            try (RawHttp2Client client = new RawHttp2Client(service)) {
                return way.isTreatedWell(client);
            }
        });
    }

    private static boolean isServed(RawClient client) throws IOException {
        client.send(GET + "\r\n");
        return client.read(SOON).startsWith("HTTP/1.1 200 ");
    }

    private static boolean isClosed(RawClient client) throws IOException {
        return client.isClosedWithin(SOON);
    }

    private static boolean isClosedInDribble(RawClient client, String piece) {
        await().atMost(SOON).pollInterval(MOMENT).until(() -> !client.trySend(piece));
        return true;
    }

    private void post(RawHttp2Client client) throws IOException {
        client.head(1, false, "POST", CHAT, "authorization", "Bearer " + key, "content-type", "application/json");
    }

    /** The connection goes on. */
    private static boolean isServed(RawHttp2Client client) throws Exception {
        client.head(3, true, "GET", LIVE);
        return client.status(3, SOON).equals(Optional.of("200"));
    }

    private static boolean isReset(Optional<Frame> frame) {
        return frame.map(Frame::error).equals(Optional.of(ENHANCE_YOUR_CALM));
    }

    /** @param beside bytes that come every moment, of frames that are none of a request */
    private static boolean isResetInDribble(RawHttp2Client client, int beside) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        Optional<Frame> reset = Optional.empty();
        while (reset.isEmpty() && System.nanoTime() < end) {
            client.data(1, " ");
            if (beside > 0) {
                client.frame(UNKNOWN_FRAME, 0, 0, new byte[beside]);
            }
            reset = client.next(
                    frame -> frame.is(RawHttp2Client.RST_STREAM, 1), beside > 0 ? MOMENT.dividedBy(6) : MOMENT);
        }
        return isReset(reset);
    }
}
