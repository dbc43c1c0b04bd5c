package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.provider.RecordedAnswers;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Recording;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new BedrockRecordings());
    }

    @Test
    void vectorsAreReadByTheirType() {
        JsonNode answer = Plain.json().read(Recording.bytes("bedrock/embed-cohere.json"), JsonNode.class);

        EmbeddingReply reply =
                new EmbeddingModel.Cohere(true).reply(answer, "2", Map.of("texts", List.of("hello", "world")));

        assertThat(reply.vectors())
                .containsExactly(
                        new float[] {0.037705604f, 0.032946646f, 0.006177496f},
                        new float[] {-0.01435137f, -0.037313562f, 0.0009148998f});
        assertThat(reply.usage()).isEqualTo(Usage.of(2, 0));
    }
}
