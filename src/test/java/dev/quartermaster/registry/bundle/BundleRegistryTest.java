package dev.quartermaster.registry.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BundleRegistryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MODELS_DEV = """
            {"anthropic":{"models":{"claude-a-5-20260101":%s,"claude-a-4-20250101":%s}}}""".formatted(claude("2026-01-01"), claude("2025-01-01"));

    private static final String SEED = """
            {"note":"n","models":[{"id":"us.anthropic.claude-a-3-20240101-v1:0","provider":"bedrock",
              "pricing":{"input_per_1m":3,"output_per_1m":15},"fallbacks":["bedrock/anthropic.claude-a-4"]}]}""";

    @Test
    void theSameInputsGiveTheSameBytes() {
        assertThat(bundle(SEED)).isEqualTo(bundle(SEED));
    }

    @Test
    void bothInputsAreMergedInTheOrderOfTheirKeys() throws Exception {
        JsonNode models = JSON.readTree(bundle(SEED)).path("models");

        assertThat(models.findValuesAsText("id"))
                .containsExactly("claude-a-4-20250101", "claude-a-5-20260101", "us.anthropic.claude-a-3-20240101-v1:0");
        JsonNode seeded = models.get(2);
        assertThat(seeded.path("pricing").path("source").textValue()).isEqualTo("list price at release");
        assertThat(seeded.path("residency").textValue()).isEqualTo("us");
        assertThat(seeded.path("fallbacks").get(0).textValue()).isEqualTo("bedrock/anthropic.claude-a-4");
    }

    @Test
    void theNewestOfAFamilyCarriesItsName() throws Exception {
        JsonNode models = JSON.readTree(bundle(SEED)).path("models");

        assertThat(models.get(0).path("aliases").toString()).isEqualTo("[\"claude-a-4\"]");
        assertThat(models.get(1).path("aliases").toString()).isEqualTo("[\"claude-a-5\",\"claude-a\"]");
        assertThat(models.get(2).has("aliases")).isFalse();
    }

    @Test
    void aBadSeedIsRefused() {
        assertThatThrownBy(() -> bundle(SEED.replace("\"input_per_1m\":3", "\"input_per_1m\":-3")))
                .hasMessageContaining("pricing.input_per_1m must not be less than 0");
    }

    @Test
    void aModelThatIsServedAtSomeEndpointsOnlySaysSo() throws Exception {
        byte[] bundled = bundle(SEED, "{\"note\":\"n\",\"anthropic\":{\"claude-a-5-20260101\":[\"responses\"]}}");

        JsonNode models = JSON.readTree(bundled).path("models");
        assertThat(models.get(1).path("endpoints").toString()).isEqualTo("[\"responses\"]");
        assertThat(models.get(0).has("endpoints")).isFalse();
        assertThatThrownBy(() -> bundle(SEED, "{\"anthropic\":{\"claude-b\":[\"responses\"]}}"))
                .hasMessageContaining("anthropic/claude-b");
    }

    private static byte[] bundle(String seed) {
        return bundle(seed, "{}");
    }

    private static byte[] bundle(String seed, String endpoints) {
        return new BundleRegistry(JSON, LocalDate.of(2026, 7, 2))
                .bundle(
                        MODELS_DEV.getBytes(StandardCharsets.UTF_8),
                        seed.getBytes(StandardCharsets.UTF_8),
                        endpoints.getBytes(StandardCharsets.UTF_8));
    }

    private static String claude(String released) {
        return """
            {"name":"Claude","family":"claude-a","release_date":"%s","limit":{"context":1000,"output":100},
             "modalities":{"input":["text"],"output":["text"]},"cost":{"input":3,"output":15}}""".formatted(released);
    }
}
