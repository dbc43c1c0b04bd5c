package dev.quartermaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.quartermaster.health.CircuitBreakers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a broken stream says of what was delivered is an error to the official clients, and can be read there. */
@QuarkusTest
@TestProfile(FaultyHouse.class)
class OfficialClientsComponentTest extends FaultyProviders {

    private static final String MODEL = "openai/openai-flapping";
    private static final String PROMPT = "Which way is north?";

    @Inject
    CircuitBreakers health;

    @BeforeEach
    void breakStreams() {
        FaultyWorld.isWell(health);
        simulator.script("{\"provider\":\"openai\",\"kind\":\"error_event\",\"after_events\":3}");
    }

    @Test
    void openAiChat() {
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage(PROMPT)
                .build();
        StringBuilder text = new StringBuilder();

        Throwable failure = catchThrowable(() -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    openAi().chat().completions().createStreaming(question)) {
                stream.stream().forEach(chunk -> chunk.choices()
                        .forEach(choice -> choice.delta().content().ifPresent(text::append)));
            }
        });

        assertThat(failure).isInstanceOf(com.openai.errors.SseException.class);
        assertThat(((com.openai.errors.SseException) failure).body().toString())
                .contains("delivered={characters=" + text.length() + ",")
                .contains("resumable=true");
    }

    /** The SDK has no other way to fields that it does not know. */
    @SuppressWarnings("deprecation")
    @Test
    void openAiResponses() {
        ResponseCreateParams question =
                ResponseCreateParams.builder().model(MODEL).input(PROMPT).build();
        ResponseAccumulator pieces = ResponseAccumulator.create();

        try (StreamResponse<ResponseStreamEvent> stream = openAi().responses().createStreaming(question)) {
            stream.stream().forEach(pieces::accumulate);
        }

        assertThat(pieces.response().status()).contains(ResponseStatus.FAILED);
        assertThat(pieces.response().error().orElseThrow()._additionalProperties())
                .containsKey("delivered");
    }

    @Test
    void anthropicMessages() {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port)
                .apiKey("any")
                .build();
        MessageCreateParams question = MessageCreateParams.builder()
                .model(MODEL)
                .maxTokens(100)
                .addUserMessage(PROMPT)
                .build();

        Throwable failure = catchThrowable(() -> {
            try (var stream = client.messages().createStreaming(question)) {
                stream.stream().forEach(event -> {});
            }
        });

        assertThat(failure).isInstanceOf(com.anthropic.errors.SseException.class);
        assertThat(((com.anthropic.errors.SseException) failure).body().toString())
                .contains("delivered={characters=");
    }

    private static OpenAIClient openAi() {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://localhost:" + RestAssured.port + "/v1")
                .apiKey("any")
                .build();
    }
}
