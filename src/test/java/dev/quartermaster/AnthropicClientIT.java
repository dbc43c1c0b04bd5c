package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.SimulatorUrl;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a developer with the official Anthropic client for Java gets from the packaged service, whoever serves. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class AnthropicClientIT {

    private static final String CLAUDE = "anthropic/claude-haiku-4-5";
    private static final String OPENAI = "openai/gpt-4o-mini";
    private static final String GEMINI = "google/gemini-2.5-flash";
    private static final String QUESTION = "Which way is north?";

    /** One transparent pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA" + "AABJRU5ErkJggg==";

    @SimulatorUrl
    String simulator;

    private AnthropicClient client;

    @BeforeEach
    void connect() {
        client = clientWith(OutsideWorld.ADMIN_KEY);
        calm();
    }

    @AfterEach
    void calm() {
        given().delete(simulator + "/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI, GEMINI, "ollama/gpt-oss:20b"})
    void answersWhicheverProviderServes(String model) {
        try (HttpResponseFor<Message> response =
                client.messages().withRawResponse().create(question(model).build())) {
            Message answer = response.parse().validate();

            assertThat(text(answer)).contains(QUESTION);
            assertThat(answer.stopReason()).contains(StopReason.END_TURN);
            assertThat(answer.usage().inputTokens()).isPositive();
            assertThat(response.headers().values("request-id")).hasSize(1);
            assertThat(response.headers().values("x-quartermaster-model")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI, GEMINI, "ollama/gpt-oss:20b"})
    void streamsTheSameAnswerPieceByPiece(String model) {
        Message whole = client.messages().create(question(model).build());

        Message streamed = streamed(question(model).build());

        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
        assertThat(streamed.usage().inputTokens()).isEqualTo(whole.usage().inputTokens());
        assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI, GEMINI})
    void asksForToolsAndTakesTheirResults(String model) {
        Message asking =
                client.messages().create(question(model).addTool(compass()).build());
        ToolUseBlock call = asking.content().stream()
                .filter(ContentBlock::isToolUse)
                .findFirst()
                .orElseThrow()
                .asToolUse();

        Message answer = client.messages()
                .create(question(model)
                        .addTool(compass())
                        .addMessage(asking)
                        .addUserMessageOfContentBlockParams(
                                List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                        .toolUseId(call.id())
                                        .content("straight on")
                                        .build())))
                        .build());

        assertThat(asking.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(call.name()).isEqualTo("compass");
        assertThat(text(answer)).contains("straight on");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI})
    void parallelToolCallsArriveAsBlocksOneAfterTheOther(String model) {
        Message answer = streamed(MessageCreateParams.builder()
                .model(model)
                .maxTokens(500)
                .addUserMessage("Ask for it twice [parallel]")
                .addTool(compass())
                .build());

        assertThat(answer.content().stream().filter(ContentBlock::isToolUse)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI})
    void looksAtImages(String model) {
        Message answer = client.messages()
                .create(question(model)
                        .addUserMessageOfContentBlockParams(List.of(
                                ContentBlockParam.ofImage(Base64ImageSource.builder()
                                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                        .data(PNG)
                                        .build()),
                                ContentBlockParam.ofText("And on this map?")))
                        .build());

        assertThat(text(answer)).contains("And on this map?");
    }

    @Test
    void sealedThinkingGoesBackAsItCame() {
        Message thoughtful =
                streamed(question(CLAUDE).enabledThinking(1024).maxTokens(2048).build());

        Message answer = client.messages()
                .create(question(CLAUDE)
                        .enabledThinking(1024)
                        .maxTokens(2048)
                        .addMessage(thoughtful)
                        .addUserMessage("And south?")
                        .build());

        assertThat(thoughtful.content().get(0).asThinking().signature()).isNotBlank();
        assertThat(text(answer)).contains("And south?");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, OPENAI})
    void countsTokens(String model) {
        assertThat(client.messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model(model)
                                .addUserMessage(QUESTION)
                                .build())
                        .inputTokens())
                .isPositive();
    }

    @Test
    void errorsAreOfTheClientsClasses() {
        assertThatThrownBy(() -> client.messages().create(question("claude-99").build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.messages()
                        .create(question(CLAUDE)
                                .putAdditionalBodyProperty("temperature", JsonValue.from("hot"))
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("temperature");
        assertThatThrownBy(() ->
                        clientWith("wrong").messages().create(question(CLAUDE).build()))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void anUpstreamFailureIsToldOnceAndNotRetriedByTheClient() {
        fault("{\"provider\":\"anthropic\",\"status\":529,\"times\":100}");

        assertThatThrownBy(() -> client.messages().create(question(CLAUDE).build()))
                .isInstanceOfSatisfying(InternalServerException.class, failure -> {
                    assertThat(failure.statusCode()).isEqualTo(502);
                    assertThat(failure.headers().values("x-should-retry")).containsExactly("false");
                });
    }

    @Test
    void aStreamThatBreaksOffEndsInAnError() {
        fault("{\"provider\":\"anthropic\",\"kind\":\"cut\",\"after_bytes\":1200,\"times\":1}");

        assertThatThrownBy(() -> streamed(question(CLAUDE).build()))
                .isInstanceOfAny(SseException.class, AnthropicServiceException.class);
    }

    private static AnthropicClient clientWith(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port)
                .apiKey(key)
                .build();
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator pieces = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(pieces::accumulate);
        }
        return pieces.message();
    }

    private void fault(String script) {
        given().contentType("application/json")
                .body(script)
                .post(simulator + "/faults")
                .then()
                .statusCode(201);
    }

    private static Tool compass() {
        return Tool.builder()
                .name("compass")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();
    }

    private static MessageCreateParams.Builder question(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(500).addUserMessage(QUESTION);
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().forEach(block -> block.text().ifPresent(piece -> text.append(piece.text())));
        return text.toString();
    }
}
