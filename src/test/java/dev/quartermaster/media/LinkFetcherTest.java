package dev.quartermaster.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.outbound.AddressRule;
import dev.quartermaster.outbound.LinkFailure;
import dev.quartermaster.outbound.PublicAddresses;
import dev.quartermaster.testing.StubServer;
import dev.quartermaster.testing.StubServer.Seen;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkFetcherTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static Vertx vertx;

    private final List<String> asked = new ArrayList<>();
    private StubServer stub;
    private LinkFetcher fetcher;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close();
    }

    @BeforeEach
    void start() throws Exception {
        stub = StubServer.start(vertx);
        stub.writesIn(StandardCharsets.ISO_8859_1);
        fetcher = fetcher(Map.of(), new PublicAddresses());
    }

    @AfterEach
    void stop() throws Exception {
        fetcher.close();
        stub.close();
    }

    @Test
    void theBytesDetermineAFilesKind() {
        stub.streams("text/html", List.of(FileBytes.PNG.substring(0, 5), FileBytes.PNG.substring(5)));

        FetchedFiles.LinkedFile file = fetch("/cat?size=1").awaitItem(LONG).getItem();

        assertThat(file)
                .isEqualTo(new FetchedFiles.LinkedFile(
                        FileKind.PNG, FileBytes.PNG.length(), FileBytes.base64(FileBytes.PNG)));
        assertThat(stub.lastSeen().method()).isEqualTo("GET");
        assertThat(stub.lastSeen().uri()).isEqualTo("/cat?size=1");
    }

    @Test
    void theRequestHoldsNothingOfOursOrTheCallers() {
        stub.streams("image/png", List.of(FileBytes.PNG));

        fetch("/").awaitItem(LONG);

        assertThat(stub.lastSeen().headers().keySet())
                .isSubsetOf("host", "accept", "user-agent", "connection", "content-length");
    }

    /** No resolver knows this name, so the connection can only have gone to the address that was checked. */
    @Test
    void theConnectionGoesToTheCheckedAddressUnderTheLinksName() {
        stub.streams("image/png", List.of(FileBytes.PNG));

        fetch("/").awaitItem(LONG);

        assertThat(stub.lastSeen().headers()).containsEntry("host", "files.test:" + port());
        assertThat(asked).containsExactly("files.test");
    }

    @Test
    void whatIsNeitherImageNorPdfIsRefusedAtItsBeginning() {
        AtomicLong written = new AtomicLong();
        stub.floods("image/png", "<html><body>", "x".repeat(1000), written);

        assertThat(failure(fetch("/"))).isEqualTo(LinkFailure.unknownKind().getMessage());
        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void anEmptyFileIsNone() {
        stub.answers(200, "image/png", "", Map.of());

        assertThat(failure(fetch("/"))).isEqualTo(LinkFailure.unknownKind().getMessage());
    }

    @Test
    void aFileThatIsAnnouncedAsTooLargeIsNotRead() {
        fetcher = fetcher(Map.of("max-bytes", "1K"), new PublicAddresses());
        stub.answers(200, "image/png", FileBytes.PNG + "x".repeat(1024), Map.of());

        assertThat(failure(fetch("/"))).isEqualTo("it is larger than 1024 bytes");
    }

    @Test
    void aFileThatGrowsTooLargeIsNotReadOn() {
        fetcher = fetcher(Map.of("max-bytes", "1M"), new PublicAddresses());
        AtomicLong written = new AtomicLong();
        stub.floods("image/png", FileBytes.PNG, "x".repeat(1000), written);

        assertThat(failure(fetch("/"))).isEqualTo("it is larger than 1048576 bytes");
        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void aFileOfExactlyTheLimitIsAccepted() {
        fetcher = fetcher(Map.of("max-bytes", "1K"), new PublicAddresses());
        stub.streams("image/png", List.of(FileBytes.PNG + "x".repeat(1024 - FileBytes.PNG.length())));

        assertThat(fetch("/").awaitItem(LONG).getItem().bytes()).isEqualTo(1024);
    }

    @Test
    void aSilentHostIsGivenUp() {
        fetcher = fetcher(Map.of("timeout", "200ms"), new PublicAddresses());
        stub.fallsSilent();
        assertThat(failure(fetch("/"))).isEqualTo(LinkFailure.tooSlow().getMessage());

        stub.streamsAndFallsSilent("image/png", List.of(FileBytes.PNG));
        assertThat(failure(fetch("/"))).isEqualTo(LinkFailure.tooSlow().getMessage());
        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void whoeverWaitsMayBeInMoreOfAHurry() {
        stub.fallsSilent();

        UniAssertSubscriber<FetchedFiles.LinkedFile> waiting = subscribe(url("/"), Duration.ofMillis(100));

        assertThat(failure(waiting)).isEqualTo(LinkFailure.tooSlow().getMessage());
    }

    @Test
    void aBrokenOffFileIsNone() {
        stub.streamsAndDrops("image/png", List.of(FileBytes.PNG));

        assertThat(failure(fetch("/"))).isEqualTo(LinkFailure.brokenOff().getMessage());
    }

    @Test
    void theStatusIsReported() {
        stub.answers(404, "text/plain", "no", Map.of());

        assertThat(failure(fetch("/"))).isEqualTo("its host answered with status 404");
    }

    @Test
    void aClosedPortIsUnreachable() throws Exception {
        StubServer gone = StubServer.start(vertx);
        gone.close();

        assertThat(failure(subscribe(gone.url().replace("127.0.0.1", "files.test"), LONG)))
                .isEqualTo(LinkFailure.unreachable().getMessage());
    }

    @Test
    void anotherAddressOfTheHostMayAnswer() {
        stub.streams("image/png", List.of(FileBytes.PNG));

        FetchedFiles.LinkedFile file = subscribe("http://two.test:" + port() + "/", LONG)
                .awaitItem(LONG)
                .getItem();

        assertThat(file.kind()).isEqualTo(FileKind.PNG);
        assertThat(stub.lastSeen().headers()).containsEntry("host", "two.test:" + port());
    }

    @Test
    void threeRedirectsAreFollowedAndNotFour() {
        redirects(3);
        assertThat(fetch("/").awaitItem(LONG).getItem().kind()).isEqualTo(FileKind.PNG);
        assertThat(stub.seen().stream().map(Seen::uri)).containsExactly("/", "/1", "/2", "/3");

        redirects(4);
        assertThat(failure(fetch("/"))).isEqualTo("it is redirected more than 3 times");
    }

    @Test
    void aRedirectIsCheckedLikeALink() {
        fetcher = fetcher(Map.of("denied-hosts", "denied.test"), new PublicAddresses());

        assertThat(redirectedTo("http://private.test/"))
                .isEqualTo(LinkFailure.notPublic().getMessage());
        assertThat(redirectedTo("http://10.0.0.1/"))
                .isEqualTo(LinkFailure.notPublic().getMessage());
        assertThat(redirectedTo("http://0177.0.0.1/"))
                .isEqualTo(LinkFailure.notALink().getMessage());
        assertThat(redirectedTo("file:///etc/passwd")).isEqualTo("only https and http links are followed");
        assertThat(redirectedTo("http://me:secret@files.test/")).contains("user name");
        assertThat(redirectedTo("http://denied.test/")).contains("not followed here");
    }

    @Test
    void ourNetworkLooksLikeAnUnknownHost() {
        String told = LinkFailure.notPublic().getMessage();

        for (String host : List.of("private.test", "mixed.test", "unknown.test", "127.0.0.1", "[::1]")) {
            assertThat(failure(subscribe("http://" + host + ":" + port() + "/", LONG)))
                    .as(host)
                    .isEqualTo(told);
        }
        assertThat(stub.connections()).isZero();
    }

    @Test
    void cancellingClosesTheConnection() {
        stub.streamsAndFallsSilent("image/png", List.of(FileBytes.PNG));
        UniAssertSubscriber<FetchedFiles.LinkedFile> waiting = fetch("/");
        await().atMost(LONG).until(() -> stub.openConnections() == 1);

        waiting.cancel();

        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    private void redirects(int count) {
        stub.scripts(request -> {
            int step = request.path().equals("/")
                    ? 0
                    : Integer.parseInt(request.path().substring(1));
            if (step < count) {
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", "/" + (step + 1))
                        .end("moved");
            } else {
                request.response().end(FileBytes.PNG, "ISO-8859-1");
            }
        });
    }

    private String redirectedTo(String location) {
        stub.answers(301, "text/plain", "moved", Map.of("location", location));
        return failure(fetch("/"));
    }

    private UniAssertSubscriber<FetchedFiles.LinkedFile> fetch(String path) {
        return subscribe(url(path), LONG);
    }

    private UniAssertSubscriber<FetchedFiles.LinkedFile> subscribe(String url, Duration atMost) {
        return fetcher.fetch(url, atMost).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static String failure(UniAssertSubscriber<FetchedFiles.LinkedFile> subscriber) {
        Throwable failure = subscriber.awaitFailure(LONG).getFailure();
        assertThat(failure).isInstanceOf(LinkFailure.class);
        return failure.getMessage();
    }

    private String url(String path) {
        return "http://files.test:" + port() + path;
    }

    private String port() {
        return stub.url().substring(stub.url().lastIndexOf(':') + 1);
    }

    /** The stub's host counts as public under its name; everything else is as it is. */
    private LinkFetcher fetcher(Map<String, String> settings, AddressRule rule) {
        return new LinkFetcher(
                vertx,
                MediaSettings.with(settings),
                this::addresses,
                address -> "files.test".equals(address.getHostName()) || rule.allows(address));
    }

    private Future<List<InetAddress>> addresses(String host) {
        asked.add(host);
        try {
            InetAddress stubs = InetAddress.getByAddress("files.test", new byte[] {127, 0, 0, 1});
            InetAddress closed = InetAddress.getByAddress("files.test", new byte[] {127, 0, 0, 2});
            InetAddress inner = InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1});
            return switch (host) {
                case "files.test" -> Future.succeededFuture(List.of(stubs));
                case "two.test" -> Future.succeededFuture(List.of(closed, stubs));
                case "mixed.test" -> Future.succeededFuture(List.of(stubs, inner));
                case "private.test" -> Future.succeededFuture(List.of(inner));
                case "unknown.test" -> Future.failedFuture("no such host");
                default -> Future.succeededFuture(List.of(InetAddress.getByName(host)));
            };
        } catch (java.net.UnknownHostException impossible) {
            return Future.failedFuture(impossible);
        }
    }
}
