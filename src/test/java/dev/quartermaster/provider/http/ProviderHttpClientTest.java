package dev.quartermaster.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that share connections do not suffer from each other. */
class ProviderHttpClientTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 100_000;
    private static final String EVENTS = "text/event-stream";

    private Vertx vertx;
    private StubServer stub;
    private ProviderHttpClient client;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        stub = StubServer.start(vertx);
        client = new ProviderHttpClient(
                vertx,
                new ProviderSettings(stub.url(), LONG, LONG, LONG, LONG, 1, FailureTable.standard()),
                MOST_BYTES);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        stub.close();
        vertx.close();
    }

    @Test
    void leavingAnAnswerThatHasArrivedDoesNotEndTheNextCall() {
        AtomicReference<HttpServerRequest> second = new AtomicReference<>();
        stub.scripts(request -> {
            if (stub.seen().size() == 1) {
                answer(request, "data: 1\n\n", "data: 2\n\n", "data: [DONE]\n\n");
            } else {
                second.set(request);
            }
        });
        AssertSubscriber<ChatDelta> first = call(1);
        first.awaitItems(1, LONG);
        // There is one connection: the next call has it as soon as the whole answer is here, read or not.
        AssertSubscriber<ChatDelta> next = call(Long.MAX_VALUE);
        await().atMost(LONG).until(() -> second.get() != null);

        first.cancel();
        settle();
        answer(second.get(), "data: 3\n\n", "data: [DONE]\n\n");

        next.awaitCompletion(LONG).assertItems(passed("3"));
        assertThat(stub.connections()).isEqualTo(1);
    }

    @Test
    void anErrorInAnAnswerThatHasArrivedDoesNotEndTheNextCall() {
        AtomicReference<HttpServerRequest> second = new AtomicReference<>();
        stub.scripts(request -> {
            if (stub.seen().size() == 1) {
                answer(request, "data: 1\n\n", "data: error\n\n");
            } else {
                second.set(request);
            }
        });
        AssertSubscriber<ChatDelta> first = call(1);
        first.awaitItems(1, LONG);
        AssertSubscriber<ChatDelta> next = call(Long.MAX_VALUE);
        await().atMost(LONG).until(() -> second.get() != null);

        first.request(1).awaitFailure(LONG).assertFailedWith(ProviderFailure.class);
        settle();
        answer(second.get(), "data: 3\n\n", "data: [DONE]\n\n");

        next.awaitCompletion(LONG).assertItems(passed("3"));
    }

    @Test
    void leavingAnAnswerThatGoesOnEndsItsConnection() {
        stub.streamsAndFallsSilent(EVENTS, List.of("data: 1\n\n"));
        AssertSubscriber<ChatDelta> call = call(Long.MAX_VALUE);
        call.awaitItems(1, LONG);

        call.cancel();

        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void aWholeAnswerThatDoesNotEndIsNotReadOn() {
        stub.floods("application/json", "{\"text\": \"", "x".repeat(1_000), new AtomicLong());

        whole().awaitFailure(LONG)
                .assertFailedWith(ProviderFailure.class, "the provider's answer is larger than 100000 bytes");
        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void aWholeAnswerOfExactlyTheLimitIsRead() {
        stub.answers(200, "application/json", "x".repeat(MOST_BYTES), Map.of());

        ProviderResponse response = whole().awaitItem(LONG).getItem();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).hasSize(MOST_BYTES);
    }

    private UniAssertSubscriber<ProviderResponse> whole() {
        return client.send(ProviderRequest.post(stub.url() + "/", Map.of(), new byte[] {'{', '}'}))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private AssertSubscriber<ChatDelta> call(long demand) {
        ProviderRequest request = ProviderRequest.stream(stub.url() + "/", Map.of(), new byte[] {'{', '}'}, EVENTS);
        return client.stream(request, Numbers::new).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    /** Every event loop has done by now what it was told before. Vert.x has no other way to all of its loops. */
    @SuppressWarnings("deprecation")
    private void settle() {
        for (int round = 0; round < 3; round++) {
            vertx.nettyEventLoopGroup().forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        }
    }

    private static void answer(HttpServerRequest request, String... events) {
        request.response().putHeader("content-type", EVENTS).setChunked(true);
        for (String event : events) {
            request.response().write(event);
        }
        request.response().end();
    }

    private static ChatDelta passed(String data) {
        return new ChatDelta.Passed(Dialect.OPENAI_CHAT, data, Map.of());
    }

    /** Hands every event on. */
    private static final class Numbers extends SseStream {

        Numbers() {
            super(1024, headers -> {});
        }

        @Override
        protected boolean take(SseFrame frame, Consumer<ChatDelta> out) {
            if (frame.data().equals("error")) {
                throw FailureClassifier.unreadable();
            }
            boolean isEnd = frame.data().equals("[DONE]");
            if (!isEnd) {
                out.accept(passed(frame.data()));
            }
            return isEnd;
        }

        @Override
        public ProviderFailure refused(ProviderResponse providerResponse) {
            return FailureClassifier.unreadable();
        }
    }
}
