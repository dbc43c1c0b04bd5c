package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.quartermaster.testing.KeyMakingWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A key of the packaged service, from its making to its end, by the official clients. */
@QuarkusIntegrationTest
@WithTestResource(KeyMakingWorld.class)
class CallerKeyIT extends PackagedService {

    @Test
    void aKeyWorksWithBothClientsUntilItIsRevoked() {
        JsonPath made =
                make("{\"name\":\"billing\",\"role\":\"agent\",\"models\":[\"" + GPT + "\",\"" + CLAUDE + "\"]}");
        String key = made.getString("key");
        OpenAIClient openai = OpenAIOkHttpClient.builder()
                .baseUrl(url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
        AnthropicClient anthropic = AnthropicOkHttpClient.builder()
                .baseUrl(url())
                .apiKey(key)
                .maxRetries(0)
                .build();

        ChatCompletion answer = openai.chat().completions().create(question(GPT));
        Message message = anthropic.messages().create(message());

        assertThat(answer.choices().get(0).message().content().orElseThrow()).contains(QUESTION);
        assertThat(message.content()).isNotEmpty();
        assertThatThrownBy(() -> openai.chat().completions().create(question(GEMINI)))
                .isInstanceOf(PermissionDeniedException.class);
        given().header("x-api-key", key).get("/api/v1/status").then().statusCode(403);
        given().header("x-api-key", key).get("/api/v1/keys/self").then().statusCode(200);

        admin().delete("/api/v1/keys/" + made.getString("id")).then().statusCode(204);

        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertThatThrownBy(
                        () -> openai.chat().completions().create(question(GPT)))
                .isInstanceOf(UnauthorizedException.class));
        assertThatThrownBy(() -> anthropic.messages().create(message()))
                .isInstanceOf(com.anthropic.errors.UnauthorizedException.class);
    }

    private static JsonPath make(String body) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> admin().contentType("application/json")
                                .body("{}")
                                .post("/api/v1/keys/nobody/rotate")
                                .statusCode()
                        == 404);
        return admin().contentType("application/json")
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(QUESTION)
                .build();
    }

    private static MessageCreateParams message() {
        return MessageCreateParams.builder()
                .model(CLAUDE)
                .maxTokens(100)
                .addUserMessage(QUESTION)
                .build();
    }
}
