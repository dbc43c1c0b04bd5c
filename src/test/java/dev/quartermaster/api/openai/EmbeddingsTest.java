package dev.quartermaster.api.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Encoding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyFormOfInputIsRead() throws Exception {
        assertThat(read("{\"model\":\"m\",\"input\":\"a\"}").inputs()).containsExactly(new EmbeddingInput.Text("a"));
        assertThat(read("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}").inputs())
                .containsExactly(new EmbeddingInput.Text("a"), new EmbeddingInput.Text("b"));
        assertThat(read("{\"model\":\"m\",\"input\":[1,2]}").inputs())
                .containsExactly(new EmbeddingInput.Tokens(List.of(1, 2)));
        assertThat(read("{\"model\":\"m\",\"input\":[[1],[2,3]]}").inputs())
                .containsExactly(new EmbeddingInput.Tokens(List.of(1)), new EmbeddingInput.Tokens(List.of(2, 3)));
    }

    @Test
    void whatIsNotKnownIsCarriedAlong() throws Exception {
        EmbeddingRequest request = read("{\"model\":\"m\",\"input\":\"a\",\"dimensions\":8,\"user\":\"u\","
                + "\"encoding_format\":\"base64\",\"quartermaster\":{},\"truncate\":\"END\"}");

        assertThat(request.dimensions()).isEqualTo(8);
        assertThat(request.encoding()).isEqualTo(Encoding.BASE64);
        assertThat(request.user()).isEqualTo("u");
        assertThat(request.extra()).isEqualTo(Map.of("truncate", "END"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input":"a"}                                      | model
            {"model":"m"}                                      | input
            {"model":"m","input":[]}                           | input
            {"model":"m","input":""}                           | input
            {"model":"m","input":{}}                           | input
            {"model":"m","input":["a",""]}                     | input[1]
            {"model":"m","input":["a",7]}                      | input[1]
            {"model":"m","input":[[1],[]]}                     | input[1]
            {"model":"m","input":[1,"a"]}                      | input[1]
            {"model":"m","input":"a","dimensions":0}           | dimensions
            {"model":"m","input":"a","encoding_format":"int8"} | encoding_format
            """)
    void whatCannotBeReadIsNamed(String body, String param) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains(param));
    }

    @Test
    void vectorsAreWrittenAsNumbersOrAsTheirBits() {
        EmbeddingReply reply = new EmbeddingReply(null, List.of(new float[] {1, -0.5f}), Usage.of(3, 0));

        ObjectNode numbers = new EmbeddingsWriter(json).write(reply, Encoding.FLOAT, "m");
        ObjectNode bits = new EmbeddingsWriter(json).write(reply, Encoding.BASE64, "m");

        assertThat(numbers.toString())
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                        + "\"embedding\":[1.0,-0.5]}],\"model\":\"m\","
                        + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
        // 1.0 is 3f800000 and -0.5 is bf000000, each with its last byte first.
        assertThat(bits.at("/data/0/embedding").asText()).isEqualTo("AACAPwAAAL8=");
    }

    private EmbeddingRequest read(String body) throws Exception {
        return EmbeddingsReader.read(json.readTree(body)).request();
    }
}
