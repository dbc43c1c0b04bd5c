package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.RecordedAnswers;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Recording;
import dev.quartermaster.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new GoogleRecordings());
    }

    @Test
    void vectorsComeWithTheTokensThatWereCounted() {
        EmbeddingReply reply = EmbeddingTranslator.reply(call("a", "b"), List.of(embeddings("google/embed.json")));

        assertThat(reply.vectors())
                .containsExactly(new float[] {0.5138951f, 0.857853f}, new float[] {-0.5045317f, -0.8633931f});
        assertThat(reply.usage()).isEqualTo(Usage.of(12, 0));
    }

    @Test
    void tokensThatNobodyCountedAreEstimated() {
        Wire.Embeddings counted = embeddings("google/embed.json");
        EmbeddingReply reply = EmbeddingTranslator.reply(
                call("a", "b", "c", "d"), List.of(counted, new Wire.Embeddings(counted.embeddings(), null)));

        assertThat(reply.usage().estimated()).isTrue();
    }

    @Test
    void aCountOfTokensIsRead() {
        Wire.TokenCount count = Plain.json().read(Recording.bytes("google/count-tokens.json"), Wire.TokenCount.class);

        assertThat(count.totalTokens()).isEqualTo(10);
    }

    private static Wire.Embeddings embeddings(String file) {
        return Plain.json().read(Recording.bytes(file), Wire.Embeddings.class);
    }

    private static ProviderCall<EmbeddingRequest> call(String... texts) {
        return new ProviderCall<>(
                Samples.model(ProviderId.GOOGLE, "gemini-embedding-2"),
                EmbeddingRequest.ofTexts(texts),
                null,
                quota -> {},
                UnsupportedFieldPolicy.STRICT);
    }
}
