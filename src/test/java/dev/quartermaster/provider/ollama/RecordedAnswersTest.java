package dev.quartermaster.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.RecordedAnswers;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Recording;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new OllamaRecordings());
    }

    @Test
    void vectorsComeWithTheirUsage() {
        Wire.Embeddings wire = Plain.json().read(Recording.bytes("ollama/embed.json"), Wire.Embeddings.class);

        EmbeddingReply reply = EmbeddingTranslator.reply(wire, EmbeddingRequest.ofTexts("Why is the sky blue?"));

        assertThat(reply.servedModel()).isEqualTo("all-minilm");
        assertThat(reply.vectors()).containsExactly(new float[] {0.010071029f, -0.0017594862f, 0.05007221f});
        assertThat(reply.usage()).isEqualTo(Usage.of(8, 0));
    }
}
