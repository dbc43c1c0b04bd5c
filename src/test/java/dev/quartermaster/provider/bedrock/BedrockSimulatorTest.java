package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.simulator.Simulator;
import dev.quartermaster.testing.Samples;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter, signing its requests, against the simulator. */
class BedrockSimulatorTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String HELLO = "Hello, this is " + CLAUDE + ", played by the simulator. You said: Hi";

    private static Vertx vertx;
    private static Simulator simulator;
    private static BedrockProvider provider;
    /** Gives up a silent stream at once. */
    private static BedrockProvider hasty;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        simulator = Simulator.start(0);
        provider = provider(LONG);
        hasty = provider(Duration.ofMillis(500));
    }

    @AfterAll
    static void stop() {
        provider.close();
        hasty.close();
        simulator.close();
        vertx.close();
    }

    @AfterEach
    void calm() {
        simulator.faults().clear();
    }

    @Test
    void chats() {
        ChatReply reply = chat(Samples.question("Hi"));

        assertThat(parts(reply)).containsExactly(Part.Text.of(HELLO));
        assertThat(reply.usage().input()).isEqualTo(1);
        assertThat(reply.id()).startsWith("req_simulated_");
    }

    @Test
    void streams() {
        List<ChatDelta> deltas = stream(Samples.question("Hi"));

        assertThat(text(deltas, Growth.TEXT)).isEqualTo(HELLO);
        assertThat(deltas.get(deltas.size() - 1)).isInstanceOf(ChatDelta.Used.class);
    }

    @Test
    void asksForToolsAtOnce() {
        ChatRequest request = withTools(Samples.question("Go [parallel]"));

        assertThat(parts(chat(request))).hasSize(2).allSatisfy(part -> assertThat(part)
                .isInstanceOf(Part.ToolCall.class));
        List<ChatDelta> deltas = stream(request);
        assertThat(text(deltas, Growth.ARGUMENTS)).isEqualTo("{\"city\":\"sample city\"}{\"city\":\"sample city\"}");
        assertThat(deltas).anySatisfy(delta -> assertThat(delta)
                .isInstanceOfSatisfying(ChatDelta.Finished.class, finished -> assertThat(finished.finish())
                        .isEqualTo(FinishReason.TOOL_CALLS)));
    }

    @Test
    void goesOnAfterToolsWithoutOfferingAny() {
        Part.ToolCall call = new Part.ToolCall("call_1", "weather", "{\"city\":\"Bern\"}", Map.of());
        Part.ToolResult result = new Part.ToolResult("call_1", List.of(Part.Text.of("rain")), false, Map.of());

        ChatReply reply = chat(Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(Role.USER, Part.Text.of("Weather?")),
                Message.of(Role.ASSISTANT, call),
                Message.of(Role.TOOL, result),
                Message.of(Role.ASSISTANT, Part.Text.of("It rains.")),
                Message.of(Role.USER, Part.Text.of("Hi"))));

        assertThat(parts(reply)).containsExactly(Part.Text.of(HELLO));
    }

    @Test
    void sendsImages() {
        Part image = new Part.Image(new MediaSource.Inline("image/png", "iVBORw0KGgo="), null, Map.of());

        ChatReply reply = chat(Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, image, Part.Text.of("Hi"))));

        assertThat(parts(reply)).containsExactly(Part.Text.of(HELLO));
    }

    @Test
    void answersInAFormatItselfOrThroughATool() {
        for (Feature[] features : new Feature[][] {{Feature.STRUCTURED_OUTPUT}, {}}) {
            ProviderCall<ChatRequest> call = call(formatted(), features);
            assertThat(parts(provider.chat(call).await().atMost(LONG)))
                    .containsExactly(Part.Text.of("{\"city\":\"sample city\"}"));
        }
    }

    @Test
    void thinks() {
        Options thinking =
                new Options(null, null, null, null, List.of(), null, null, null, null, null, null, "low", null, null);

        ChatReply reply = chat(Samples.question("Hi").withOptions(thinking));

        assertThat(parts(reply).get(0))
                .isInstanceOfSatisfying(Part.Thinking.class, thought -> assertThat(thought.signature())
                        .isNotBlank());
    }

    @Test
    void embedsCountsAndProbes() {
        ProviderCall<EmbeddingRequest> embedding = new ProviderCall<>(
                Samples.model(ProviderId.BEDROCK, "amazon.titan-embed-text-v2:0"),
                EmbeddingRequest.ofTexts("one", "two"),
                null,
                quota -> {},
                UnsupportedFieldPolicy.STRICT);

        assertThat(provider.embed(embedding).await().atMost(LONG).vectors()).hasSize(2);
        assertThat(provider.countTokens(call(Samples.question("12345678")))
                        .await()
                        .atMost(LONG))
                .isEqualTo(2);
        provider.probe(null).await().atMost(LONG);
        assertThat(simulator.calls().latest()).last().satisfies(call -> assertThat(call.path())
                .endsWith("/foundation-models?byProvider=Amazon"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"kind\":\"error_event\",\"status\":429;RATE_LIMITED;true",
                "\"kind\":\"error_event\",\"status\":424;ERROR;true",
                "\"kind\":\"error_in_200\",\"status\":503;UNAVAILABLE;true",
                "\"kind\":\"malformed\";ERROR;true",
                "\"kind\":\"stall\",\"after_bytes\":0;TIMEOUT;true",
                "\"kind\":\"stall\",\"after_bytes\":400;TIMEOUT;true",
                "\"status\":429;RATE_LIMITED;true",
                "\"kind\":\"spend_limit\";RATE_LIMITED;false",
                "\"kind\":\"context_window\";INVALID_REQUEST;false",
                "\"kind\":\"content_policy\";CONTENT_POLICY;false",
                "\"kind\":\"empty\";LOW_QUALITY;true"
            })
    void tellsWhatWentWrongInAStream(String fault, FailureKind kind, boolean passes) {
        simulator.script("{\"provider\":\"bedrock\"," + fault + "}");
        BedrockProvider asked = kind == FailureKind.TIMEOUT ? hasty : provider;

        ProviderFailure failure =
                catchThrowableOfType(ProviderFailure.class, () -> stream(asked, Samples.question("Hi")));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.isTransient()).isEqualTo(passes);
    }

    /** What an answer without content used comes behind its end; it is billed all the same. */
    @Test
    void anEmptyStreamTellsWhatItUsed() {
        simulator.script("{\"provider\":\"bedrock\",\"kind\":\"empty\",\"usage\":{\"input\":11,\"output\":3}}");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream(Samples.question("Hi")));

        assertThat(failure.kind()).isEqualTo(FailureKind.LOW_QUALITY);
        assertThat(failure.used()).hasValueSatisfying(used -> {
            assertThat(used.promptTokens()).isEqualTo(11);
            assertThat(used.estimated()).isFalse();
        });
    }

    @Test
    void noticesACutStream() {
        simulator.script("{\"provider\":\"bedrock\",\"kind\":\"cut\",\"after_bytes\":400}");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream(Samples.question("Hi")));

        assertThat(failure.isTransient()).isTrue();
    }

    private static ChatReply chat(ChatRequest request) {
        return provider.chat(call(request)).await().atMost(LONG);
    }

    private static List<ChatDelta> stream(ChatRequest request) {
        return stream(provider, request);
    }

    private static List<ChatDelta> stream(BedrockProvider from, ChatRequest request) {
        return from.stream(call(request)).collect().asList().await().atMost(LONG);
    }

    private static ProviderCall<ChatRequest> call(ChatRequest request, Feature... features) {
        return new ProviderCall<>(Samples.model(ProviderId.BEDROCK, CLAUDE, features), request, null, quota -> {});
    }

    private static List<Part> parts(ChatReply reply) {
        return reply.choices().get(0).parts();
    }

    private static String text(List<ChatDelta> deltas, Growth growth) {
        StringBuilder text = new StringBuilder();
        for (ChatDelta delta : deltas) {
            if (delta instanceof ChatDelta.PartGrew grew && grew.growth() == growth) {
                text.append(grew.piece());
            }
        }
        return text.toString();
    }

    private static Map<String, Object> citySchema() {
        return Map.of(
                "type", "object", "properties", Map.of("city", Map.of("type", "string")), "required", List.of("city"));
    }

    private static ChatRequest withTools(ChatRequest plain) {
        ToolSpec weather = ToolSpec.function("weather", null, citySchema(), null);
        return plain.withTools(List.of(weather), null);
    }

    private static ChatRequest formatted() {
        ChatRequest plain = Samples.question("Where?");
        ResponseFormat format =
                new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "city", null, citySchema(), true, Map.of());
        return Samples.withFormat(plain, format);
    }

    private static BedrockProvider provider(Duration patience) {
        Clock clock = Clock.systemUTC();
        ProviderSettings settings = new ProviderSettings(
                simulator.baseUrl(ProviderId.BEDROCK), LONG, LONG, patience, patience, 8, FailureTable.standard());
        AwsCredentials credentials = new AwsCredentials("AKIDEXAMPLE", "secret", "session", null);
        Json json = new Json(new ObjectMapper());
        Region ireland = new Region("eu-west-1");
        ProviderHttpClient client = new ProviderHttpClient(vertx, settings);
        return new BedrockProvider(
                ProviderId.BEDROCK,
                new BedrockCalls(
                        settings.baseUrl(),
                        ireland,
                        new CredentialsCache(() -> credentials, Runnable::run, clock),
                        new SigV4Signer("bedrock", clock),
                        client),
                client,
                new BedrockRoutes(Optional::empty, CallPolicy.from(ireland.code()), new Regions(List.of())),
                json,
                new ErrorReader(json, new FailureClassifier(settings.failures(), clock)));
    }
}
