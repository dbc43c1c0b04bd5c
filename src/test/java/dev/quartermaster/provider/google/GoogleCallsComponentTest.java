package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Purpose;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Google's calls on the wire, beyond the contract of every provider. */
@QuarkusTest
class GoogleCallsComponentTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ModelSpec MODEL = Samples.model(ProviderId.GOOGLE, "models/gemini-embedding-001");
    private static final ApiKey KEY = new ApiKey(ProviderId.GOOGLE, "google-1", "a-key-of-google");

    @Inject
    Vertx vertx;

    @Inject
    GoogleFactory factory;

    private StubServer stub;
    private GoogleProvider provider;

    @BeforeEach
    void start() throws Exception {
        stub = StubServer.start(vertx);
        provider = (GoogleProvider) factory.create(
                ProviderId.GOOGLE,
                new ProviderSettings(stub.url(), LONG, LONG, LONG, LONG, 8, FailureTable.standard()));
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        stub.close();
    }

    @Test
    void textsAreEmbeddedInTheirOrder() {
        stub.answersJson(200, "{\"embeddings\":[{\"values\":[0.5,-1]},{\"values\":[0,1e-3]}]}");

        EmbeddingReply reply = embed(List.of(new EmbeddingInput.Text("12345678"), new EmbeddingInput.Text("b")))
                .awaitItem(LONG)
                .getItem();

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, -1}, new float[] {0, 0.001f});
        assertThat(reply.usage().input()).isEqualTo(3);
        assertThat(reply.usage().estimated()).isTrue();
        assertThat(stub.lastSeen().uri()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assertThat(stub.lastSeen().headers()).containsEntry("x-goog-api-key", "a-key-of-google");
        assertThat(Plain.object(stub.lastSeen().body())).isEqualTo(Plain.object("""
                {"requests":[
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"12345678"}]},
                   "taskType":"RETRIEVAL_QUERY","outputDimensionality":2},
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},
                   "taskType":"RETRIEVAL_QUERY","outputDimensionality":2}]}"""));
    }

    @Test
    void manyTextsGoInBatches() {
        stub.answersJson(
                200, "{\"embeddings\":[" + String.join(",", Collections.nCopies(100, "{\"values\":[1]}")) + "]}");

        EmbeddingReply reply = embed(Collections.nCopies(200, new EmbeddingInput.Text("a")))
                .awaitItem(LONG)
                .getItem();

        assertThat(reply.vectors()).hasSize(200);
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void tokenIdsAreRefusedWithoutACall() {
        Throwable refusal = embed(List.of(new EmbeddingInput.Tokens(List.of(1))))
                .awaitFailure(LONG)
                .getFailure();

        assertThat(((QuartermasterException) refusal).param()).contains("input[0]");
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void tokensAreCounted() {
        stub.answersJson(200, "{\"totalTokens\":31,\"promptTokensDetails\":[]}");

        Long tokens = provider.countTokens(call())
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(LONG)
                .getItem();

        assertThat(tokens).isEqualTo(31);
        assertThat(stub.lastSeen().uri()).isEqualTo("/v1beta/models/gemini-embedding-001:countTokens");
    }

    @Test
    void aStreamIsRequestedAsEvents() {
        stub.answersJson(503, "{}");

        provider.stream(call())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1))
                .awaitFailure(LONG);

        assertThat(stub.lastSeen().uri())
                .isEqualTo("/v1beta/models/gemini-embedding-001:streamGenerateContent?alt=sse");
    }

    private UniAssertSubscriber<EmbeddingReply> embed(List<EmbeddingInput> inputs) {
        EmbeddingRequest request = new EmbeddingRequest(inputs, 2, null, Purpose.QUERY, null, Map.of());
        return provider.embed(new ProviderCall<>(MODEL, request, KEY, quota -> {}, UnsupportedFieldPolicy.STRICT))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static ProviderCall<ChatRequest> call() {
        return new ProviderCall<>(MODEL, Samples.question("Hi"), KEY, quota -> {});
    }
}
