package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledRegistryTest {

    private static RegistrySnapshot bundled;

    @BeforeAll
    static void load() {
        RegistryConfig none = ModelRegistryTest.config(Optional.empty(), true);
        bundled = new ModelRegistry(none, new ObjectMapper(), Clock.systemUTC()).snapshot();
    }

    @Test
    void modelsThatAreServedAtResponsesAloneSaySo() {
        Map<String, Set<Endpoint>> endpoints = bundled.models().stream()
                .filter(model -> !model.endpoints().isEmpty())
                .collect(Collectors.toMap(model -> model.key().toString(), ModelSpec::endpoints));

        assertThat(endpoints).hasSize(15).containsKeys("openai/gpt-5-pro", "openai/o3-pro", "openai/gpt-5-codex");
        assertThat(endpoints.values()).containsOnly(Set.of(Endpoint.RESPONSES));
    }

    @Test
    void everyModelOfTheInputsIsThereAndSound() {
        assertThat(bundled.problems()).isEmpty();
        Map<String, Long> byProvider = bundled.models().stream()
                .collect(Collectors.groupingBy(model -> model.key().provider().value(), Collectors.counting()));
        assertThat(byProvider)
                .isEqualTo(Map.of("openai", 52L, "anthropic", 24L, "google", 26L, "ollama", 43L, "bedrock", 119L));
    }

    @Test
    void theFileAsAWholeMatchesThePublishedSchema() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode schema = json.readTree(Files.readAllBytes(Path.of("src/main/resources/model-registry.schema.json")));
        JsonNode file = json.readTree(Files.readAllBytes(Path.of("src/main/resources/model-registry.json")));

        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(file))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, 2.5, 10, 1.25, , ",
        "openai/gpt-5.4, 2.5, 15, 0.25, , ",
        "anthropic/claude-sonnet-4-5, 3, 15, 0.3, 3.75, 6",
        "bedrock/eu.anthropic.claude-haiku-4-5-20251001-v1:0, 1.1, 5.5, 0.11, 1.375, 2.2",
        "bedrock/amazon.nova-micro-v1:0, 0.035, 0.14, 0.00875, , ",
        "bedrock/eu.amazon.nova-pro-v1:0, 0.8, 3.2, , , ",
        "bedrock/google.gemma-3-12b-it, 0.05, 0.1, , , ",
        "google/gemini-1.5-pro-002, 1.25, 5, , , ",
        "ollama/gpt-oss:20b, 0, 0, , , "
    })
    void pricesAreThoseOfTheInputs(
            String model, String input, String output, BigDecimal read, BigDecimal write5m, BigDecimal write1h) {
        assertThat(resolve(model).pricing().base())
                .isEqualTo(new Rates(new BigDecimal(input), new BigDecimal(output), read, write5m, write1h));
    }

    @Test
    void aLargePromptPaysTheHigherTier() {
        ModelSpec model = resolve("openai/gpt-5.4");

        assertThat(model.pricing().ratesFor(272_000).inputPer1m()).isEqualTo("2.5");
        assertThat(model.pricing().ratesFor(272_001))
                .isEqualTo(new Rates(new BigDecimal("5"), new BigDecimal("22.5"), new BigDecimal("0.5"), null, null));
    }

    @Test
    void everyPriceSaysWhereItIsFrom() {
        assertThat(bundled.models())
                .allSatisfy(model -> assertThat(model.pricing().source())
                        .isIn("models.dev", "list price at release", "not billed by the token", "not published"));
        assertThat(resolve("openai/gpt-4o").pricing().asOf()).isEqualTo(LocalDate.of(2026, 7, 2));
    }

    @Test
    void embeddingModelsAreNotOfferedForText() {
        assertThat(bundled.models())
                .filteredOn(model -> model.capabilities().contains("embeddings"))
                .hasSize(4)
                .allSatisfy(model -> {
                    assertThat(model.capabilities()).containsExactly("embeddings");
                    assertThat(model.features()).isEmpty();
                });
    }

    @Test
    void everyEnabledModelHasAPriceOrIsNotBilled() {
        assertThat(bundled.models()).filteredOn(model -> model.enabled()).noneMatch(model -> "not published"
                .equals(model.pricing().source()));
    }

    @Test
    void everyFallbackNamesAModel() {
        assertThat(bundled.models())
                .flatExtracting(ModelSpec::fallbacks)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(bundled.resolve(name)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet, anthropic/claude-sonnet-5",
        "claude-3-haiku, bedrock/anthropic.claude-3-haiku-20240307-v1:0",
        "bedrock/claude-sonnet-4-5, bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0",
        "gemini/gemini-2.5-pro, google/gemini-2.5-pro"
    })
    void shortNamesMeanTheModelsPeopleExpect(String name, String expected) {
        assertThat(resolve(name).key()).hasToString(expected);
    }

    @Test
    void aBedrockProfileSaysWhereItsDataMayGo() {
        assertThat(resolve("bedrock/eu.amazon.nova-pro-v1:0").residency()).isEqualTo("eu");
        assertThat(resolve("bedrock/global.anthropic.claude-sonnet-5").residency())
                .isEqualTo("global");
        assertThat(resolve("bedrock/amazon.nova-pro-v1:0").residency()).isNull();
    }

    @Test
    void featuresFollowFromTheData() {
        assertThat(resolve("openai/gpt-4o").features())
                .containsExactly(
                        Feature.TOOLS,
                        Feature.STREAMING,
                        Feature.VISION,
                        Feature.STRUCTURED_OUTPUT,
                        Feature.PROMPT_CACHING);
    }

    private static ModelSpec resolve(String name) {
        return bundled.resolve(name).orElseThrow(() -> new AssertionError("no model " + name));
    }
}
