package dev.quartermaster.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ModelsDevReaderTest {

    private static final String TEXT_MODEL = """
            "name":"N","family":"f","release_date":"2025-10-15","open_weights":false,"tool_call":true,"reasoning":true,
            "limit":{"context":200000,"input":150000,"output":64000},"modalities":{"input":["text","image"],"output":["text"]}""";

    @Test
    void aTextModelIsTranslatedWhole() throws Exception {
        RegistryEntry entry = read("amazon-bedrock", "eu.anthropic.claude-x", TEXT_MODEL + """
            ,"structured_output":true,"cost":{"input":3.0,"output":15,"cache_read":0.30,"cache_write":3.75,
              "tiers":[{"input":6,"output":22.5,"tier":{"size":200000}}]}""");

        ModelSpec model = entry.model();
        assertThat(entry.family()).isEqualTo("f");
        assertThat(entry.releaseDate()).isEqualTo(LocalDate.of(2025, 10, 15));
        assertThat(entry.note()).isNull();
        assertThat(model.key()).hasToString("bedrock/eu.anthropic.claude-x");
        assertThat(model.residency()).isEqualTo("eu");
        assertThat(model.capabilities())
                .containsExactly("analysis", "code-generation", "reasoning", "text-generation", "vision");
        assertThat(model.features()).containsExactly(Feature.values());
        assertThat(model.contextWindow()).isEqualTo(200000L);
        assertThat(model.maxInputTokens()).isEqualTo(150000L);
        assertThat(model.maxOutputTokens()).isEqualTo(64000L);
        assertThat(model.pricing().base().cacheReadPer1m()).isEqualTo("0.3");
        assertThat(model.pricing().base().cacheWrite5mPer1m()).isEqualTo("3.75");
        assertThat(model.pricing().base().cacheWrite1hPer1m()).isEqualTo("6");
        assertThat(model.pricing().ratesFor(200001).outputPer1m()).isEqualTo("22.5");
        assertThat(model.pricing().source()).isEqualTo("models.dev");
        assertThat(model.enabled()).isTrue();
    }

    @Test
    void audioHasAPriceOfItsOwn() throws Exception {
        ModelSpec model = read(
                        "google",
                        "gemini-x",
                        TEXT_MODEL + ",\"cost\":{\"input\":0.3,\"output\":2.5,\"input_audio\":1.0}")
                .model();

        assertThat(model.pricing().base().media().audioInputPer1m()).isEqualTo("1");
        assertThat(model.pricing().base().media().audioOutputPer1m()).isNull();
    }

    @Test
    void onlyClaudeHasAOneHourWritePrice() throws Exception {
        ModelSpec model = read(
                        "openai", "gpt-x", TEXT_MODEL + ",\"cost\":{\"input\":1,\"output\":2,\"cache_write\":1.25}")
                .model();

        assertThat(model.pricing().base().cacheWrite5mPer1m()).isEqualTo("1.25");
        assertThat(model.pricing().base().cacheWrite1hPer1m()).isNull();
    }

    @Test
    void binaryFractionsAreReadAsThePricesTheyMean() throws Exception {
        ModelSpec model = read(
                        "google",
                        "g",
                        TEXT_MODEL + ",\"cost\":{\"input\":0.049999999999999996,\"output\":0.09999999999999999}")
                .model();

        assertThat(model.pricing().base().inputPer1m()).isEqualTo("0.05");
        assertThat(model.pricing().base().outputPer1m()).isEqualTo("0.1");
    }

    @Test
    void aCachePriceOfZeroBesideAnInputPriceIsAGap() throws Exception {
        ModelSpec model = read("openai", "g", TEXT_MODEL + ",\"cost\":{\"input\":0.5,\"output\":1.5,\"cache_read\":0}")
                .model();

        assertThat(model.pricing().base().cacheReadPer1m()).isNull();
        assertThat(model.features()).doesNotContain(Feature.PROMPT_CACHING);
    }

    @Test
    void ollamaIsNotBilledByTheToken() throws Exception {
        ModelSpec model = read("ollama-cloud", "glm-5", TEXT_MODEL).model();

        assertThat(model.key()).hasToString("ollama/glm-5");
        assertThat(model.pricing().base().inputPer1m()).isEqualTo("0");
        assertThat(model.enabled()).isTrue();
        assertThat(model.residency()).isNull();
    }

    @Test
    void aClosedModelWithoutAPriceIsListedButNotEnabled() throws Exception {
        RegistryEntry entry = read("openai", "secret", TEXT_MODEL);

        assertThat(entry.model().enabled()).isFalse();
        assertThat(entry.note()).startsWith("No price is published");
    }

    @Test
    void aModelNoLongerServedIsListedButNotEnabled() throws Exception {
        RegistryEntry entry = read("ollama-cloud", "old", TEXT_MODEL + ",\"status\":\"deprecated\"");

        assertThat(entry.model().enabled()).isFalse();
        assertThat(entry.note()).isEqualTo("No longer served by its provider, by models.dev of 2026-07-02.");
    }

    @Test
    void aModelThatConverseDoesNotServeIsListedButNotEnabled() throws Exception {
        RegistryEntry entry = read("amazon-bedrock", "openai.gpt-x", TEXT_MODEL + """
            ,"cost":{"input":1,"output":2},"provider":{"api":"https://bedrock-mantle.${AWS_REGION}.api.aws/v1"}""");

        assertThat(entry.model().enabled()).isFalse();
        assertThat(entry.model().residency()).isNull();
        assertThat(entry.note()).contains("not by Converse");
    }

    @Test
    void anImageGeneratorWritesNoText() throws Exception {
        ModelSpec model = read("openai", "gpt-image", """
            "name":"I","limit":{"context":0,"output":0},"modalities":{"input":["text","image"],"output":["text","image"]},
            "cost":{"input":5,"output":30}""").model();

        assertThat(model.capabilities()).containsExactly("image-generation");
        assertThat(model.features()).isEmpty();
        assertThat(model.contextWindow()).isNull();
        assertThat(model.maxOutputTokens()).isNull();
    }

    @Test
    void anEmbeddingModelWritesNoText() throws Exception {
        ModelSpec model = read("openai", "text-embedding-3", """
            "name":"E","limit":{"context":8191,"output":3072},"modalities":{"input":["text"],"output":["text"]},
            "cost":{"input":0.13,"output":0.0}""").model();

        assertThat(model.capabilities()).containsExactly("embeddings");
        assertThat(model.outputModalities()).containsExactly("embedding");
        assertThat(model.maxOutputTokens()).isNull();
    }

    @Test
    void aClassifierIsNotOfferedForText() throws Exception {
        ModelSpec model = read(
                        "bedrock", "openai.gpt-oss-safeguard-20b", TEXT_MODEL + ",\"cost\":{\"input\":1,\"output\":2}")
                .model();

        assertThat(model.capabilities()).containsExactly("moderation");
    }

    private static RegistryEntry read(String provider, String id, String fields) throws Exception {
        var json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        var root = json.readTree("{\"%s\":{\"name\":\"P\",\"models\":{\"%s\":{%s}}}}".formatted(provider, id, fields));
        return new ModelsDevReader(LocalDate.of(2026, 7, 2)).read(root).get(0);
    }
}
