package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a developer with the official OpenAI client for Java gets from the packaged service. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class OpenAiClientIT extends PackagedService {

    private static final String MODEL = "gpt-4o-mini";

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url() + "/v1")
                .apiKey(OutsideWorld.ADMIN_KEY)
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o-mini", "openai/gpt-4o-mini", "gpt/gpt-4o-mini", "ollama/gpt-oss:20b", "auto", "agent:sql"
            })
    void answersUnderEveryKindOfModelName(String model) {
        try (HttpResponseFor<ChatCompletion> response = client.chat()
                .completions()
                .withRawResponse()
                .create(question(model).build())) {
            ChatCompletion answer = response.parse();

            assertThat(answer.choices().get(0).message().content().orElseThrow())
                    .contains(QUESTION);
            assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
            assertThat(response.headers().values("x-quartermaster-model").get(0))
                    .matches("[a-z]+/.+");
            assertThat(response.headers().values("x-quartermaster-attempts")).containsExactly("1");
            assertThat(response.headers().values("x-quartermaster-cache")).containsExactly("bypass");
            assertThat(response.headers().values("x-quartermaster-cost-usd").get(0))
                    .matches("[0-9.]+");
            assertThat(response.headers().values("x-quartermaster-overhead-ms").get(0))
                    .matches("[0-9.]+");
            assertThat(response.headers().values("x-request-id")).hasSize(1);
        }
    }

    @Test
    void listsEveryEnabledModel() {
        List<Model> models = client.models().list().data();

        assertThat(models)
                .hasSizeGreaterThan(200)
                .extracting(Model::id)
                .contains(MODEL)
                .doesNotHaveDuplicates();
        assertThat(client.models().retrieve(MODEL).ownedBy()).isEqualTo("openai");
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatThrownBy(() ->
                        client.chat().completions().create(question("gpt-99").build()))
                .isInstanceOfSatisfying(NotFoundException.class, refusal -> {
                    assertThat(refusal.code()).contains("model_not_found");
                    assertThat(refusal.getMessage()).contains("gpt-99");
                });
    }

    @Test
    void aFieldOfTheWrongKindIsABadRequestThatNamesIt() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question(MODEL)
                                .putAdditionalBodyProperty("temperature", JsonValue.from("hot"))
                                .build()))
                .isInstanceOfSatisfying(BadRequestException.class, refusal -> assertThat(refusal.param())
                        .contains("temperature"));
    }

    @Test
    void aWrongKeyIsUnauthorized() {
        OpenAIClient stranger = client.withOptions(options -> options.apiKey("wrong"));

        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void anUpstreamFailureIsToldOnceAndNotRetriedByTheClient() {
        fault("{\"provider\":\"openai\",\"status\":503,\"times\":100}");

        assertThatThrownBy(
                        () -> client.chat().completions().create(question(MODEL).build()))
                .isInstanceOfSatisfying(InternalServerException.class, failure -> {
                    assertThat(failure.statusCode()).isEqualTo(502);
                    assertThat(failure.headers().values("x-should-retry")).containsExactly("false");
                });
    }

    @Test
    void aStreamThatBreaksOffEndsInAnError() {
        fault("{\"provider\":\"openai\",\"kind\":\"cut\",\"after_bytes\":900,\"times\":1}");

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                            .completions()
                            .createStreaming(question(MODEL).build())) {
                        stream.stream().forEach(chunk -> {});
                    }
                })
                .isInstanceOfAny(SseException.class, OpenAIServiceException.class);
    }

    @Test
    void aSelectionCanBeReadBackWithEverythingThatWasDropped() {
        String decision;
        try (HttpResponseFor<ChatCompletion> response = client.chat()
                .completions()
                .withRawResponse()
                .create(question("auto").build())) {
            decision = response.headers().values("x-quartermaster-decision").get(0);
        }

        admin().get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(200)
                .body("decision_id", equalTo(decision))
                .body("model_id", notNullValue())
                .body("scores.cost", notNullValue())
                .body("weights.capability", notNullValue())
                .body("rejected.reason", hasItem(notNullValue()))
                .body("attempts[0].outcome", equalTo("success"));
    }

    @Test
    void everyAnswerIsBookedToTheLastToken() {
        String task = "booked-" + System.nanoTime();
        ChatCompletion answer = client.chat()
                .completions()
                .create(question(MODEL).putAdditionalHeader("X-Task-Id", task).build());
        var usage = answer.usage().orElseThrow();
        // 0.15 and 0.60 USD per million tokens.
        double cost = usage.promptTokens() * 0.15e-6 + usage.completionTokens() * 0.60e-6;

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> admin().get(
                        "/api/v1/costs?group_by=task_id")
                .then()
                .statusCode(200)
                .body("data.find { it.task_id == '" + task + "' }.requests", equalTo(1))
                .body("data.find { it.task_id == '" + task + "' }.output_tokens", equalTo((int)
                        usage.completionTokens()))
                .body("data.find { it.task_id == '" + task + "' }.cost_usd.toDouble()", closeTo(cost, 1e-12)));
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(QUESTION);
    }
}
