package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
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

/** Responses and embeddings of the packaged service, through the official OpenAI client for Java. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class ResponsesClientIT {

    private static final String MODEL = "gpt-4o-mini";

    @SimulatorUrl
    String simulator;

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port + "/v1")
                .apiKey(OutsideWorld.ADMIN_KEY)
                .build();
        calm();
    }

    @AfterEach
    void calm() {
        given().delete(simulator + "/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "ollama/gpt-oss:20b", "auto"})
    void answers(String model) {
        Response response = client.responses().create(question(model).build()).validate();

        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(response)).contains("Which way is north?");
        assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void streamsTheSameAnswerPieceByPiece() {
        Response whole = client.responses().create(question(MODEL).build());
        ResponseAccumulator pieces = ResponseAccumulator.create();

        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(question(MODEL).build())) {
            stream.stream().forEach(event -> pieces.accumulate(event.validate()));
        }

        assertThat(text(pieces.response())).isEqualTo(text(whole));
        assertThat(pieces.response().usage()).isEqualTo(whole.usage());
    }

    @Test
    void asksForToolsAndTakesTheirResults() {
        FunctionTool compass = FunctionTool.builder()
                .name("compass")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build();

        Response response =
                client.responses().create(question(MODEL).addTool(compass).build());

        assertThat(response.output())
                .singleElement()
                .satisfies(item -> assertThat(item.asFunctionCall().name()).isEqualTo("compass"));
    }

    @Test
    void aStreamThatBreaksOffEndsFailed() {
        fault("{\"provider\":\"openai\",\"kind\":\"cut\",\"after_bytes\":2600,\"times\":1}");
        ResponseAccumulator pieces = ResponseAccumulator.create();

        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(question(MODEL).build())) {
            stream.stream().forEach(pieces::accumulate);
        }

        assertThat(pieces.response().status()).contains(ResponseStatus.FAILED);
    }

    @Test
    void anEarlierResponseCannotBeReferredTo() {
        assertThatThrownBy(() -> client.responses()
                        .create(question(MODEL).previousResponseId("resp_1").build()))
                .isInstanceOfSatisfying(BadRequestException.class, refusal -> assertThat(refusal.param())
                        .contains("previous_response_id"));
    }

    @Test
    void embeds() {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .inputOfArrayOfStrings(List.of("north", "south"))
                        .dimensions(8)
                        .build());

        assertThat(response.data()).hasSize(2);
        assertThat(response.data().get(1).index()).isEqualTo(1);
        assertThat(response.data().get(0).embedding()).hasSize(8);
        assertThat(response.usage().promptTokens()).isPositive();
    }

    private static String text(Response response) {
        return response.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }

    private void fault(String script) {
        given().contentType("application/json")
                .body(script)
                .post(simulator + "/faults")
                .then()
                .statusCode(201);
    }

    private static ResponseCreateParams.Builder question(String model) {
        return ResponseCreateParams.builder().model(model).input("Which way is north?");
    }
}
