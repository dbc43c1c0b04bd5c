package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.Plain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTranslatorTest {

    private final EmbeddingRequest request = EmbeddingRequest.ofTexts("a", "b");

    @Test
    void theBodyHoldsWhatTheCallerAskedForAndAsksForBits() {
        EmbeddingRequest full = new EmbeddingRequest(
                List.of(new EmbeddingInput.Text("a"), new EmbeddingInput.Tokens(List.of(1, 2))),
                8,
                null,
                null,
                "u",
                Map.of("truncate", "END"));
        ProviderCall<EmbeddingRequest> call = new ProviderCall<>(
                Models.named("openai/text-embedding-3-small").build(),
                full,
                null,
                quota -> {},
                UnsupportedFieldPolicy.STRICT);

        assertThat(EmbeddingTranslator.body(call))
                .isEqualTo(Map.of(
                        "model", "text-embedding-3-small",
                        "input", List.of("a", List.of(1, 2)),
                        "dimensions", 8,
                        "user", "u",
                        "encoding_format", "base64",
                        "truncate", "END"));
    }

    @Test
    void bitsAndNumbersAreBothUnderstoodAndPutInOrder() {
        EmbeddingReply reply = read("""
                {"model":"m-2","data":[{"index":1,"embedding":[0.25,2]},{"index":0,"embedding":"AACAPwAAAL8="}],
                 "usage":{"prompt_tokens":5,"total_tokens":5}}""");

        assertThat(reply.servedModel()).isEqualTo("m-2");
        assertThat(reply.vectors().get(0)).containsExactly(1f, -0.5f);
        assertThat(reply.vectors().get(1)).containsExactly(0.25f, 2f);
        assertThat(reply.usage()).isEqualTo(Usage.of(5, 0));
    }

    @Test
    void missingUsageIsEstimated() {
        EmbeddingReply reply = read("{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}]}");

        assertThat(reply.usage().estimated()).isTrue();
        assertThat(reply.usage().input()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"embedding\":[]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"embedding\":\"!\"}]}",
                "{\"data\":[{\"embedding\":[1]},{\"embedding\":[\"x\"]}]}"
            })
    void anAnswerWithoutOneVectorForEachInputIsAFailure(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(ProviderFailure.class);
    }

    private EmbeddingReply read(String answer) {
        return EmbeddingTranslator.reply(Plain.json().read(answer, Wire.Embeddings.class), request);
    }
}
