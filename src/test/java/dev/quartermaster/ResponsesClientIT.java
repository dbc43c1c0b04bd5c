package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Responses cannot do, and what they become when they break off, for the official OpenAI client for Java. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class ResponsesClientIT extends PackagedService {

    private static final String MODEL = "gpt-4o-mini";

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url() + "/v1")
                .apiKey(OutsideWorld.ADMIN_KEY)
                .build();
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

    private static ResponseCreateParams.Builder question(String model) {
        return ResponseCreateParams.builder().model(model).input(QUESTION);
    }
}
