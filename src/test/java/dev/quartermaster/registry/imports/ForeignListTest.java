package dev.quartermaster.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignListTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MODELS_DEV | {'openai':{'models':{}}}",
                "LITELLM | {'sample_spec':{'litellm_provider':'x'},'gpt':{'litellm_provider':'openai'}}",
                "DYNAMODB | []",
                "DYNAMODB | {'Items':[],'Count':0}",
            })
    void theFormatIsFoundOut(ImportFormat format, String document) {
        assertThat(read(document.replace('\'', '"'), null).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{\"a\":1} {\"b\":2}", "3", "{\"a\":"})
    void invalidJsonIsRefusedAsAWhole(String document) {
        assertThatThrownBy(() -> read(document, null))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
    }

    @Test
    void aDocumentOfNoKnownFormIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> read("{\"models\":[]}", null)).hasMessageContaining("models-dev, litellm, dynamodb");
    }

    @Test
    void aFormatThatIsGivenMustFit() {
        assertThatThrownBy(() -> read("[]", ImportFormat.LITELLM)).hasMessageContaining("litellm");
    }

    @Test
    void unusableModelsDevRowsAreRefusedAndTheRestIsRead() {
        ForeignList list = read("""
                {"openai":{"models":{
                  "good":{"name":"G","limit":{"context":10},"modalities":{"output":["text"]},"cost":{"input":1,"output":2}},
                  "unpriced":{"name":"U"},
                  "negative":{"cost":{"input":-1,"output":2}},
                  "text":{"cost":{"input":"1","output":2}},
                  "date":{"release_date":"2025-13-45","cost":{"input":1,"output":2}},
                  "huge":{"cost":{"input":1e999999999,"output":2}},
                  "list":[]}}}""", null);

        assertThat(list.rows()).extracting(ImportRow::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(list.rows().get(0).entry()).isNotNull();
        assertThat(list.rows().subList(1, 7))
                .allSatisfy(row -> assertThat(row.entry()).isNull());
        assertThat(list.rows().subList(1, 7))
                .extracting(ImportRow::refusal)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("no price by the token"),
                        reason -> assertThat(reason).contains("must not be negative"),
                        reason -> assertThat(reason).contains("input_per_1m is missing"),
                        reason -> assertThat(reason).contains("2025-13-45"),
                        reason -> assertThat(reason).contains("digits"),
                        reason -> assertThat(reason).contains("object"));
    }

    static ForeignList read(String document, ImportFormat format) {
        return ForeignList.read(
                new ObjectMapper(), document.getBytes(StandardCharsets.UTF_8), format, LocalDate.of(2026, 11, 21));
    }
}
