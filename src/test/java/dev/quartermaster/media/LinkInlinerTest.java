package dev.quartermaster.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.outbound.HostNames;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import dev.quartermaster.testing.StubServer.Seen;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkInlinerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Part.Text TEXT = Part.Text.of("What is this?");
    private static final MediaSource CAT = new MediaSource.Inline("image/png", FileBytes.base64(FileBytes.PNG));

    private static Vertx vertx;

    private StubServer stub;
    private final FetchedFiles files = new FetchedFiles();

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
        stub.scripts(request -> {
            String file = request.path().endsWith(".pdf") ? FileBytes.PDF : FileBytes.PNG;
            request.response().setStatusCode(request.path().contains("gone") ? 410 : 200);
            request.response().end(file, "ISO-8859-1");
        });
    }

    @AfterEach
    void stop() throws Exception {
        stub.close();
    }

    @Test
    void bytesTakeThePlaceOfLinksWhereverTheyStand() {
        Part nested = new Part.ToolResult("c", List.of(TEXT, image("/cat")), false, Map.of());
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.SYSTEM, TEXT),
                Message.of(
                        Role.USER,
                        TEXT,
                        new Part.Image(link("/cat"), "low", Map.of("k", "v")),
                        new Part.Document(link("/a.pdf"), "A", Map.of()),
                        nested));

        ChatRequest inlined = inline(request, Map.of());

        assertThat(inlined.messages().get(0)).isSameAs(request.messages().get(0));
        assertThat(inlined.messages().get(1).parts())
                .containsExactly(
                        TEXT,
                        new Part.Image(CAT, "low", Map.of("k", "v")),
                        new Part.Document(
                                new MediaSource.Inline("application/pdf", FileBytes.base64(FileBytes.PDF)),
                                "A",
                                Map.of()),
                        new Part.ToolResult("c", List.of(TEXT, new Part.Image(CAT, null, Map.of())), false, Map.of()));
    }

    @Test
    void aLinkIsFetchedOnceForARequest() {
        ChatRequest request = asked(image("/cat"), image("/dog"), image("/cat"));

        inline(request, Map.of());
        inline(request, Map.of());

        assertThat(stub.seen().stream().map(Seen::uri)).containsExactlyInAnyOrder("/cat", "/dog");
    }

    @Test
    void nothingChangesWhereThereIsNothingToDo() {
        ChatRequest inlineOnly = asked(TEXT, new Part.Image(CAT, null, Map.of()));
        ChatRequest linked = asked(image("/cat"));

        assertThat(inline(inlineOnly, Map.of())).isSameAs(inlineOnly);
        assertThat(inline(linked, Map.of("fetch-links", "false"))).isSameAs(linked);
        assertThat(inliner(Map.of())
                        .inline(linked, any -> true, files, LONG)
                        .await()
                        .atMost(LONG))
                .isSameAs(linked);
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void whatCannotBeHadIsNamedAsTheCallerWroteIt() {
        for (Dialect dialect : List.of(Dialect.OPENAI_CHAT, Dialect.ANTHROPIC_MESSAGES)) {
            ChatRequest request = Samples.request(dialect, Message.of(Role.USER, TEXT, image("/cat"), image("/gone")));
            String field = dialect == Dialect.OPENAI_CHAT
                    ? "messages[0].content[2].image_url.url"
                    : "messages[0].content[2].source.url";

            assertThat(refusal(request, Map.of()))
                    .hasMessage("'" + field + "' cannot be fetched: its host answered with status 410")
                    .satisfies(refusal -> assertThat(refusal.param()).contains(field));
        }
    }

    @Test
    void anImageIsNotADocument() {
        assertThat(refusal(asked(image("/a.pdf")), Map.of()).getMessage()).endsWith("leads to a PDF, not to an image");
        assertThat(refusal(asked(new Part.Document(link("/cat"), null, Map.of())), Map.of())
                        .getMessage())
                .endsWith("leads to an image, not to a document");
    }

    @Test
    void filesAreCountedByTheirLinks() {
        Map<String, String> two = Map.of("max-files", "2");

        inline(asked(image("/a"), image("/b"), image("/a")), two);
        assertThat(refusal(asked(image("/a"), image("/b"), image("/c")), two))
                .hasMessageContaining("at most 2 files")
                .satisfies(refusal -> assertThat(refusal.param()).contains("messages[0].content[2].image_url.url"));
    }

    @Test
    void filesAreWeighedTogether() {
        Map<String, String> tight = Map.of("max-total-bytes", String.valueOf(FileBytes.PNG.length() * 2));

        inline(asked(image("/a"), image("/b")), tight);
        assertThat(refusal(asked(image("/c")), tight)).hasMessageContaining("larger than");
    }

    @Test
    void beyondTheMemoryThereIsARequestWaitsForAnotherToEnd() {
        LinkInliner inliner = inliner(Map.of(), FileBytes.PNG.length() + 1, LONG);
        FetchedFiles others = new FetchedFiles();
        UniAssertSubscriber<ChatRequest> first = inline(inliner, "/a", files);
        first.awaitItem(LONG);

        UniAssertSubscriber<ChatRequest> second = inline(inliner, "/b", others);
        await().atMost(LONG).until(() -> others.has(stub.url() + "/b"));
        second.assertNotTerminated();
        files.release();

        second.awaitItem(LONG);
        others.release();
        inline(inliner, "/c", new FetchedFiles()).awaitItem(LONG);
    }

    @Test
    void whoHasWaitedForTooLongIsRefused() {
        LinkInliner inliner = inliner(Map.of(), 1, Duration.ofMillis(1));
        inline(inliner, "/a", files).awaitItem(LONG);

        assertThat(inline(inliner, "/b", new FetchedFiles()).awaitFailure(LONG).getFailure())
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.OVERLOADED));
    }

    private UniAssertSubscriber<ChatRequest> inline(LinkInliner inliner, String path, FetchedFiles into) {
        return inliner.inline(asked(image(path)), any -> false, into, LONG)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private ChatRequest inline(ChatRequest request, Map<String, String> settings) {
        return inliner(settings)
                .inline(request, any -> false, files, LONG)
                .await()
                .atMost(LONG);
    }

    private QuartermasterException refusal(ChatRequest request, Map<String, String> settings) {
        return catchThrowableOfType(QuartermasterException.class, () -> inline(request, settings));
    }

    private LinkInliner inliner(Map<String, String> settings) {
        return inliner(settings, Long.MAX_VALUE, LONG);
    }

    private LinkInliner inliner(Map<String, String> settings, long roomBytes, Duration longestWait) {
        MediaConfig config = MediaSettings.with(settings);
        HostNames hosts = host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress()));
        return new LinkInliner(config, new LinkFetcher(vertx, config, hosts, any -> true), roomBytes, longestWait);
    }

    private static ChatRequest asked(Part... parts) {
        return Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, parts));
    }

    private Part.Image image(String path) {
        return new Part.Image(link(path), null, Map.of());
    }

    private MediaSource link(String path) {
        return new MediaSource.Link(stub.url() + path);
    }
}
