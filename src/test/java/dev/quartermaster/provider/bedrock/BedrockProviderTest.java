package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BedrockProviderTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String ARN =
            "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0";
    private static final String USAGE = "{\"inputTokens\":11,\"outputTokens\":4,\"totalTokens\":15}";

    private static Vertx vertx;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);
    private AwsCredentials credentials = new AwsCredentials("AKIDEXAMPLE", "secret", "session", null);
    private StubServer stub;
    private BedrockProvider provider;

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
        provider = provider();
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        stub.close();
    }

    @Test
    void signsThePathAsItIsSent() throws Exception {
        stub.answersJson(200, answer("{\"text\":\"Hello.\"}"));
        done(provider.chat(call(ARN, Samples.question("Hi"), null)));
        StubServer.Seen seen = stub.lastSeen();
        assertThat(seen.uri()).startsWith("/model/arn%3Aaws%3Abedrock%3A").endsWith("nova-pro-v1%3A0/converse");
        Map<String, String> expected = new SigV4Signer("bedrock", CLOCK)
                .sign(
                        "POST",
                        URI.create(stub.url() + seen.uri()),
                        Map.of("content-type", "application/json", "accept", "application/json"),
                        seen.body().getBytes(StandardCharsets.UTF_8),
                        new Region("eu-west-1"),
                        credentials);
        assertThat(seen.headers()).containsAllEntriesOf(expected);
        assertThat(seen.headers().get("x-amz-security-token")).isEqualTo("session");
    }

    @Test
    void anApiKeyWinsOverCredentials() {
        stub.answersJson(200, answer("{\"text\":\"Hello.\"}"));
        done(provider.chat(call("amazon.nova-pro-v1:0", Samples.question("Hi"), key())));
        assertThat(stub.lastSeen().headers())
                .containsEntry("authorization", "Bearer bedrock-secret")
                .doesNotContainKey("x-amz-date");
    }

    @Test
    void withoutCredentialsNothingIsSent() {
        credentials = null;
        assertThatThrownBy(() -> done(provider.chat(call("amazon.nova-pro-v1:0", Samples.question("Hi"), null))))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
                    assertThat(failure.isTransient()).isFalse();
                });
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void signsStreamsToo() {
        stub.streams(ChatStream.MEDIA_TYPE, streamed("{\"text\":\"Hello.\"}"));
        List<ChatDelta> deltas = provider.stream(call("amazon.nova-pro-v1:0", Samples.question("Hi"), null))
                .collect()
                .asList()
                .await()
                .atMost(LONG);
        assertThat(deltas.get(deltas.size() - 1)).isEqualTo(new ChatDelta.Used(Usage.of(11, 4)));
        assertThat(stub.lastSeen().uri()).isEqualTo("/model/amazon.nova-pro-v1%3A0/converse-stream");
        assertThat(stub.lastSeen().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 ");
    }

    @Test
    void aFormatBecomesAToolThatIsUnwrapped() throws Exception {
        stub.answersJson(200, answer(toolUse("{\"city\":\"Bern\"}")));
        ChatReply reply = done(provider.chat(call("amazon.nova-pro-v1:0", formatted(), key())));
        JsonNode sent = mapper.readTree(stub.lastSeen().body());
        assertThat(sent.at("/toolConfig/toolChoice/tool/name").asText()).isEqualTo("final_answer");
        assertThat(reply.choices().get(0).parts()).containsExactly(Part.Text.of("{\"city\":\"Bern\"}"));
        assertThat(reply.choices().get(0).finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void anAnswerThatBreaksTheFormatIsLowQuality() {
        stub.answersJson(200, answer(toolUse("{\"town\":\"Bern\"}")));
        assertThatThrownBy(() -> done(provider.chat(call("amazon.nova-pro-v1:0", formatted(), key()))))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.LOW_QUALITY));
    }

    @Test
    void countsTokensOfThePromptAlone() throws Exception {
        stub.answersJson(200, "{\"inputTokens\":42}");
        assertThat(done(provider.countTokens(call("anthropic.claude-sonnet-4-6", Samples.question("Hi"), key()))))
                .isEqualTo(42L);
        assertThat(stub.lastSeen().uri()).endsWith("/count-tokens");
        assertThat(mapper.readTree(stub.lastSeen().body()))
                .isEqualTo(
                        mapper.readTree(
                                "{\"input\":{\"converse\":{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}}}"));
    }

    @Test
    void titanEmbedsOneTextACall() throws Exception {
        stub.answersJson(200, "{\"embedding\":[0.5,-1],\"inputTextTokenCount\":3}");
        EmbeddingReply reply = embed("amazon.titan-embed-text-v2:0", 2, "one", "two");
        assertThat(reply.vectors()).hasSize(2).allSatisfy(vector -> assertThat(vector)
                .containsExactly(0.5f, -1f));
        assertThat(reply.usage()).isEqualTo(Usage.of(6, 0));
        assertThat(stub.seen()).hasSize(2);
        assertThat(stub.lastSeen().uri()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
        assertThat(mapper.readTree(stub.lastSeen().body()))
                .isEqualTo(mapper.readTree("{\"inputText\":\"two\",\"dimensions\":2}"));
    }

    @Test
    void cohereEmbedsManyTextsACallAndIsCountedByAHeader() throws Exception {
        stub.answers(
                200,
                "application/json",
                "{\"embeddings\":{\"float\":[[0.5],[1]]}}",
                Map.of("x-amzn-bedrock-input-token-count", "7"));
        EmbeddingReply reply = embed("cohere.embed-multilingual-v3", null, "one", "two");
        assertThat(reply.vectors()).hasSize(2);
        assertThat(reply.usage()).isEqualTo(Usage.of(7, 0));
        assertThat(mapper.readTree(stub.lastSeen().body()))
                .isEqualTo(mapper.readTree("{\"texts\":[\"one\",\"two\"],\"input_type\":\"search_document\","
                        + "\"embedding_types\":[\"float\"]}"));
    }

    @Test
    void aProbeWithoutPermissionToListIsAnAnswer() {
        stub.answers(403, "application/json", "{}", Map.of("x-amzn-errortype", "AccessDeniedException"));
        done(provider.probe(null));
        assertThat(stub.lastSeen().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 ");
    }

    @Test
    void aTokenThatIsDeniedIsNotValidAndAnAccessKeyThatIsDeniedIsOne() {
        stub.answers(403, "application/json", "{}", Map.of("x-amzn-errortype", "AccessDeniedException"));
        AwsCredentials own = AwsCredentials.of("AKIDOFTHEKEY", "secret");

        assertThatThrownBy(() -> done(provider.check(key()))).isInstanceOf(ProviderFailure.class);
        done(provider.probe(key()));
        done(provider.check(new ApiKey(ProviderId.BEDROCK, "bedrock-2", "AKIDOFTHEKEY", own, null)));

        assertThat(stub.lastSeen().headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDOFTHEKEY/");
    }

    @Test
    void aProbeWithBadCredentialsFails() {
        stub.answers(403, "application/json", "{}", Map.of("x-amzn-errortype", "UnrecognizedClientException"));
        assertThatThrownBy(() -> done(provider.probe(null))).isInstanceOf(ProviderFailure.class);
    }

    private BedrockProvider provider() {
        ProviderSettings settings =
                new ProviderSettings(stub.url(), LONG, LONG, LONG, LONG, 8, FailureTable.standard());
        CredentialsCache cache = new CredentialsCache(
                () -> {
                    if (credentials == null) {
                        throw new IllegalStateException("none");
                    }
                    return credentials;
                },
                Runnable::run,
                CLOCK);
        Region ireland = new Region("eu-west-1");
        ProviderHttpClient client = new ProviderHttpClient(vertx, settings);
        return new BedrockProvider(
                ProviderId.BEDROCK,
                new BedrockCalls(settings.baseUrl(), ireland, cache, new SigV4Signer("bedrock", CLOCK), client),
                client,
                new BedrockRoutes(Optional::empty, CallPolicy.from(ireland.code()), new Regions(List.of())),
                json,
                new ErrorReader(json, new FailureClassifier(settings.failures(), CLOCK)));
    }

    private EmbeddingReply embed(String model, Integer dimensions, String... texts) {
        EmbeddingRequest plain = EmbeddingRequest.ofTexts(texts);
        EmbeddingRequest request = new EmbeddingRequest(plain.inputs(), dimensions, null, null, null, Map.of());
        return done(provider.embed(new ProviderCall<>(
                Samples.model(ProviderId.BEDROCK, model), request, key(), quota -> {}, UnsupportedFieldPolicy.STRICT)));
    }

    private static ChatRequest formatted() {
        Map<String, Object> schema = Map.of(
                "type", "object", "properties", Map.of("city", Map.of("type", "string")), "required", List.of("city"));
        ResponseFormat format =
                new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "city", null, schema, true, Map.of());
        ChatRequest plain = Samples.question("Where?");
        return Samples.withFormat(plain, format);
    }

    private static ProviderCall<ChatRequest> call(String model, ChatRequest request, ApiKey key) {
        return new ProviderCall<>(Samples.model(ProviderId.BEDROCK, model), request, key, quota -> {});
    }

    private static ApiKey key() {
        return new ApiKey(ProviderId.BEDROCK, "bedrock-1", "bedrock-secret");
    }

    private static String toolUse(String input) {
        return "{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"final_answer\",\"input\":" + input + "}}";
    }

    private static String answer(String block) {
        String stop = block.contains("toolUse") ? "tool_use" : "end_turn";
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[" + block + "]}},\"stopReason\":\"" + stop
                + "\",\"usage\":" + USAGE + "}";
    }

    private static List<String> streamed(String delta) {
        return List.of(
                Frames.text(Frames.event("messageStart", "{\"role\":\"assistant\"}")),
                Frames.text(Frames.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":" + delta + "}")),
                Frames.text(Frames.event("messageStop", "{\"stopReason\":\"end_turn\"}")),
                Frames.text(Frames.event("metadata", "{\"usage\":" + USAGE + "}")));
    }

    private static <T> T done(Uni<T> call) {
        return call.await().atMost(LONG);
    }
}
