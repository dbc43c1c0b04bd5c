package dev.quartermaster.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingTranslatorTest {

    @Test
    void theBodyHoldsTheTextsAndForbidsCuttingThem() {
        assertThat(EmbeddingTranslator.body(call(EmbeddingRequest.ofTexts("a", "b"))))
                .isEqualTo(Map.of("model", "nomic-embed-text", "input", List.of("a", "b"), "truncate", false));
    }

    @Test
    void tokenIdsAndUnknownFieldsAreRefusedByName() {
        EmbeddingRequest tokens =
                new EmbeddingRequest(List.of(new EmbeddingInput.Tokens(List.of(1))), null, null, null, null, Map.of());
        EmbeddingRequest extra = new EmbeddingRequest(
                List.of(new EmbeddingInput.Text("a")), null, null, null, null, Map.of("task", "x"));

        assertThatThrownBy(() -> EmbeddingTranslator.body(call(tokens)))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("input[0]"));
        assertThatThrownBy(() -> EmbeddingTranslator.body(call(extra)))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("task"));
    }

    @Test
    void vectorsAreReadWithTheirUsage() throws Exception {
        EmbeddingReply reply = read("{\"model\":\"m\",\"embeddings\":[[1,-0.5]],\"prompt_eval_count\":4}");

        assertThat(reply.vectors().get(0)).containsExactly(1f, -0.5f);
        assertThat(reply.usage()).isEqualTo(Usage.of(4, 0));
    }

    @Test
    void aMissingVectorIsAFailure() {
        assertThatThrownBy(() -> read("{\"embeddings\":[]}")).isInstanceOf(ProviderFailure.class);
        assertThatThrownBy(() -> read("{\"embeddings\":[[]]}")).isInstanceOf(ProviderFailure.class);
    }

    private static EmbeddingReply read(String answer) throws Exception {
        Wire.Embeddings wire = new ObjectMapper().readValue(answer, Wire.Embeddings.class);
        return EmbeddingTranslator.reply(wire, EmbeddingRequest.ofTexts("a"));
    }

    private static ProviderCall<EmbeddingRequest> call(EmbeddingRequest request) {
        return new ProviderCall<>(
                Models.named("ollama/nomic-embed-text").build(),
                request,
                null,
                quota -> {},
                UnsupportedFieldPolicy.STRICT);
    }
}
