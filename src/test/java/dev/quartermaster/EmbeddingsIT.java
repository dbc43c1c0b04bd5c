package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings through the official OpenAI client for Java, which asks for base64 and decodes it. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class EmbeddingsIT extends PackagedService {

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
            strings = {
                "text-embedding-3-small",
                "google/gemini-embedding-001",
                "ollama/nomic-embed-text",
                "bedrock/amazon.titan-embed-text-v2:0",
                "bedrock/cohere.embed-english-v3"
            })
    void embedsWhoeverServes(String model) {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(List.of("north", "south"))
                        .build())
                .validate();

        assertThat(response.data()).hasSize(2);
        assertThat(response.data().get(1).index()).isEqualTo(1);
        assertThat(response.data().get(0).embedding()).hasSizeGreaterThan(1);
        assertThat(response.data().get(0).embedding())
                .isNotEqualTo(response.data().get(1).embedding());
        assertThat(response.usage().promptTokens()).isPositive();
    }

    @Test
    void hasAsManyDimensionsAsWereAskedFor() {
        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("north")
                        .dimensions(8)
                        .build());

        assertThat(response.data().get(0).embedding()).hasSize(8);
    }
}
