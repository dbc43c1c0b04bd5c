package dev.quartermaster.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteLlmReaderTest {

    private static final String PRICED = "\"input_cost_per_token\":1e-06,\"output_cost_per_token\":2e-06";

    @Test
    void aModelIsTranslatedWhole() {
        ModelSpec model = read("us.anthropic.claude-x-v1:0", """
                "litellm_provider":"bedrock_converse","mode":"chat","input_cost_per_token":3e-06,
                "output_cost_per_token":1.5e-05,"cache_read_input_token_cost":3e-07,
                "cache_creation_input_token_cost":3.75e-06,"cache_creation_input_token_cost_above_1hr":6e-06,
                "input_cost_per_token_above_200k_tokens":6e-06,"output_cost_per_token_above_200k_tokens":2.25e-05,
                "cache_read_input_token_cost_above_200k_tokens":6e-07,"input_cost_per_token_above_200k_tokens_priority":1,
                "cache_creation_input_token_cost_above_1hr_above_200k_tokens":1.2e-05,
                "max_input_tokens":200000,"max_output_tokens":64000,"max_tokens":64000,"deprecation_date":"2027-01-31",
                "supports_function_calling":true,"supports_vision":true,"supports_response_schema":false""").entry().model();

        assertThat(model.key()).hasToString("bedrock/us.anthropic.claude-x-v1:0");
        assertThat(model.residency()).isEqualTo("us");
        assertThat(model.pricing().base()).isEqualTo(rates("3", "15", "0.3", "3.75", "6"));
        assertThat(model.pricing().ratesFor(200_001)).isEqualTo(rates("6", "22.5", "0.6", "3.75", "12"));
        assertThat(model.pricing().above()).hasSize(1);
        assertThat(model.pricing().source()).isEqualTo("LiteLLM");
        assertThat(model.contextWindow()).isEqualTo(200_000L);
        assertThat(model.maxOutputTokens()).isEqualTo(64_000L);
        assertThat(model.deprecationDate()).isEqualTo(LocalDate.of(2027, 1, 31));
        assertThat(model.features()).containsExactly(Feature.TOOLS, Feature.STREAMING, Feature.VISION);
    }

    @Test
    void sumsOfBinaryFractionsAreReadAsThePricesTheyMean() {
        ModelSpec model = read("gpt", """
                "litellm_provider":"openai","input_cost_per_token":1.5000000000000002e-07,"output_cost_per_token":6e-07""").entry().model();

        assertThat(model.pricing().base().inputPer1m()).isEqualTo("0.15");
    }

    @Test
    void serviceTiersAndAudioAreRead() {
        Pricing pricing = read("gpt-x", """
                "litellm_provider":"openai","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":8e-06,
                "input_cost_per_token_flex":1e-06,"output_cost_per_token_flex":4e-06,"cache_read_input_token_cost_flex":1e-07,
                "input_cost_per_token_above_272k_tokens_flex":2e-06,
                "input_cost_per_token_priority":4e-06,
                "input_cost_per_token_batches":1e-06,"output_cost_per_token_batches":4e-06,
                "input_cost_per_audio_token":1e-05,"output_cost_per_audio_token":2e-05,
                "output_cost_per_image_token":3e-05""").entry().model().pricing();

        assertThat(pricing.serviceTiers())
                .as("half a price is none")
                .containsOnlyKeys(ServiceTier.FLEX, ServiceTier.BATCH);
        assertThat(pricing.ratesFor(1, null, ServiceTier.FLEX)).isEqualTo(read("1", "4", "0.1"));
        assertThat(pricing.ratesFor(272_001, null, ServiceTier.FLEX)).isEqualTo(read("2", "4", "0.1"));
        assertThat(pricing.above()).isEmpty();
        assertThat(pricing.base().media())
                .isEqualTo(new MediaRates(new BigDecimal(10), null, new BigDecimal(20), new BigDecimal(30)));
    }

    @Test
    void anEmbeddingNeedsNoOutputPrice() {
        ModelSpec model = read(
                        "text-embedding-x",
                        "\"litellm_provider\":\"openai\",\"mode\":\"embedding\",\"input_cost_per_token\":2e-08")
                .entry()
                .model();

        assertThat(model.capabilities()).containsExactly("embeddings");
        assertThat(model.features()).isEmpty();
    }

    @Test
    void rowsWithoutAModelAreSkippedAndCounted() {
        List<ImportRow> rows = ForeignListTest.read(
                        "{\"sample_spec\":{\"litellm_provider\":\"one of …\"},\"fallback_generalizations\":[],"
                                + "\"gpt\":{\"litellm_provider\":\"openai\"," + PRICED + "}}",
                        null)
                .rows();

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo(3);
            assertThat(row.entry().model().key()).hasToString("openai/gpt");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "gemini/gemini-x, gemini, google/gemini-x",
        "ollama/llama3, ollama, ollama/llama3",
        "bedrock/amazon.nova-x-v1:0, bedrock_converse, bedrock/amazon.nova-x-v1:0",
        "claude-x, anthropic, anthropic/claude-x",
        "babbage, text-completion-openai, openai/babbage",
    })
    void namesAndProvidersBecomeOurs(String name, String provider, String key) {
        assertThat(read(name, "\"litellm_provider\":\"" + provider + "\"," + PRICED)
                        .entry()
                        .model()
                        .key())
                .hasToString(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bedrock/us-east-1/a.b-v1:0 | 'litellm_provider':'bedrock',P | the price in one region",
                "ft:gpt | 'litellm_provider':'openai',P | fine-tuned",
                "dall-e | 'litellm_provider':'openai','mode':'image_generation' | mode 'image_generation'",
                "gpt | 'mode':'chat',P | litellm_provider is missing",
                "gpt | 'litellm_provider':'openai','input_cost_per_token':1e-6 | output_cost_per_token is missing",
                "gpt | 'litellm_provider':'openai','input_cost_per_token':'3e-6' | must be a number of USD per token",
                "gpt | 'litellm_provider':'openai','input_cost_per_token':-1,'output_cost_per_token':0 | must not be negative",
                "gpt | 'litellm_provider':'openai','input_cost_per_token':2.5,'output_cost_per_token':0 | above 1 USD a token",
                "gpt | 'litellm_provider':'openai','deprecation_date':'soon',P | deprecation_date is not a day",
                "gpt | 'litellm_provider':'not a name',P | not a provider name",
            })
    void anUnusableRowHasItsReason(String name, String fields, String reason) {
        ImportRow row = read(name, fields.replace('\'', '"').replace("P", PRICED));

        assertThat(row.entry()).isNull();
        assertThat(row.refusal()).contains(reason);
    }

    private static Rates read(String input, String output, String cacheRead) {
        return new Rates(new BigDecimal(input), new BigDecimal(output), new BigDecimal(cacheRead), null, null);
    }

    private static Rates rates(String input, String output, String read, String write, String hour) {
        return new Rates(
                new BigDecimal(input),
                new BigDecimal(output),
                new BigDecimal(read),
                new BigDecimal(write),
                new BigDecimal(hour));
    }

    private static ImportRow read(String name, String fields) {
        return ForeignListTest.read("{\"" + name + "\":{" + fields + "}}", ImportFormat.LITELLM)
                .rows()
                .get(0);
    }
}
