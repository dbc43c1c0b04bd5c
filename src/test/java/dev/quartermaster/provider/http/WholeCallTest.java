package dev.quartermaster.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeCallTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private Vertx vertx;
    private StubServer stub;
    private HttpClient client;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        stub = StubServer.start(vertx);
        client = vertx.createHttpClient();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        stub.close();
        vertx.close();
    }

    @Test
    void anAnswerThatDoesNotEndIsNotReadOn() {
        stub.floods("application/json", "{\"text\": \"", "x".repeat(1_000), new AtomicLong());

        call().awaitFailure(LONG)
                .assertFailedWith(ProviderFailure.class, "the provider's answer is larger than 100000 bytes");
        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void oneOfExactlyTheLimitIsRead() {
        String answer = "x".repeat(MOST);
        stub.answers(200, "application/json", answer, Map.of());

        ProviderResponse response = call().awaitItem(LONG).getItem();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).hasSize(MOST);
    }

    private UniAssertSubscriber<ProviderResponse> call() {
        ProviderRequest request = ProviderRequest.post(stub.url() + "/", Map.of(), new byte[] {'{', '}'});
        return Uni.createFrom()
                .<ProviderResponse>emitter(emitter -> new WholeCall(vertx.getOrCreateContext(), emitter, MOST)
                        .begin(client, request, LONG.toMillis()))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
