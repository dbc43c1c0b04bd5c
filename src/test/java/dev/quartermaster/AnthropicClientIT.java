package dev.quartermaster;

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
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a developer with the official Anthropic client for Java gets from the packaged service, whoever serves. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class AnthropicClientIT extends PackagedService {

    private AnthropicClient client;

    @BeforeEach
    void connect() {
        client = clientWith(OutsideWorld.ADMIN_KEY);
    }

    @Test
    void saysWhichRequestItWasAndWhoServed() {
        try (HttpResponseFor<Message> response =
                client.messages().withRawResponse().create(question("auto").build())) {
            assertThat(text(response.parse().validate())).contains(QUESTION);
            assertThat(response.headers().values("request-id")).hasSize(1);
            assertThat(response.headers().values("x-quartermaster-model")).hasSize(1);
        }
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
        return AnthropicOkHttpClient.builder().baseUrl(url()).apiKey(key).build();
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator pieces = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(pieces::accumulate);
        }
        return pieces.message();
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
