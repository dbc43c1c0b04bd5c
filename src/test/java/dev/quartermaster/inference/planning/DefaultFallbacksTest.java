package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.testing.Models;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultFallbacksTest {

    private static final Map<String, String> FAMILIES =
            Map.of("sonnet", "haiku", "opus", "sonnet", "haiku", "sonnet", "titan", "sonnet", "llama", "sonnet");

    private final DefaultFallbacks defaults = new DefaultFallbacks(FAMILIES, "eu-west-1");
    private final List<RegistryEntry> entries = new ArrayList<>();

    private void has(String year, Models model) {
        entries.add(new RegistryEntry(model.build(), null, LocalDate.parse(year + "-01-01"), null));
    }

    private List<String> of(String asked) {
        RegistrySnapshot models = new RegistrySnapshot("v", Instant.EPOCH, entries, List.of());
        ModelSpec model = models.resolve(asked).orElseThrow();
        return defaults.of(model, models).stream()
                .map(found -> found.key().toString())
                .toList();
    }

    private void hasClaude() {
        has("2024", Models.named("anthropic/claude-3-haiku"));
        has("2025", Models.named("anthropic/claude-haiku-4-5"));
        has("2026", Models.named("anthropic/claude-haiku-5").disabled());
        has("2024", Models.named("anthropic/claude-3-5-sonnet"));
        has("2025", Models.named("anthropic/claude-sonnet-4-5"));
        has("2025", Models.named("anthropic/claude-opus-4-1"));
        has("2026", Models.named("openai/sonnet-and-haiku"));
    }

    @Test
    void theNewestEnabledOneOfTheFamilyAtTheSameProviderStandsInAndACircleIsCut() {
        hasClaude();

        assertThat(of("anthropic/claude-3-5-sonnet")).containsExactly("anthropic/claude-haiku-4-5");
        assertThat(of("anthropic/claude-3-haiku")).containsExactly("anthropic/claude-sonnet-4-5");
        assertThat(of("anthropic/claude-opus-4-1"))
                .containsExactly("anthropic/claude-sonnet-4-5", "anthropic/claude-haiku-4-5");
    }

    @Test
    void titanAndLlamaGoOnWithClaudeWhereTheirProviderHasIt() {
        has("2024", Models.named("bedrock/amazon.titan-text-express-v1"));
        has("2024", Models.named("bedrock/meta.llama3-70b-instruct-v1:0"));
        has("2025", Models.named("bedrock/anthropic.claude-sonnet-4-5"));
        has("2024", Models.named("ollama/llama3"));

        assertThat(of("bedrock/amazon.titan-text-express-v1")).containsExactly("bedrock/anthropic.claude-sonnet-4-5");
        assertThat(of("bedrock/meta.llama3-70b-instruct-v1:0")).containsExactly("bedrock/anthropic.claude-sonnet-4-5");
        assertThat(of("ollama/llama3")).isEmpty();
    }

    @Test
    void dataStaysWhereItsProfileKeepsIt() {
        has("2024", Models.named("bedrock/eu.anthropic.claude-sonnet-4-5"));
        has("2024", Models.named("bedrock/eu.anthropic.claude-3-haiku"));
        has("2025", Models.named("bedrock/us.anthropic.claude-haiku-4-5"));

        assertThat(of("bedrock/eu.anthropic.claude-sonnet-4-5")).containsExactly("bedrock/eu.anthropic.claude-3-haiku");
    }

    @Test
    void oneThatTheRegionDoesNotOfferIsTheLastChoice() {
        has("2025", Models.named("bedrock/anthropic.claude-sonnet-4-5"));
        has("2024", Models.named("bedrock/anthropic.claude-3-haiku").regions("eu-west-1", "us-east-1"));
        has("2025", Models.named("bedrock/anthropic.claude-haiku-4-5").regions("us-east-1"));

        assertThat(of("bedrock/anthropic.claude-sonnet-4-5")).containsExactly("bedrock/anthropic.claude-3-haiku");
    }

    @Test
    void aFamilyOfItsOwnHasNoStandIn() {
        hasClaude();
        has("2024", Models.named("openai/gpt-4o"));

        assertThat(of("openai/gpt-4o")).isEmpty();
    }

    @Test
    void whatWasFoundInOneRegistryIsNotTakenForAnother() {
        has("2024", Models.named("anthropic/claude-sonnet-4-5"));
        assertThat(of("anthropic/claude-sonnet-4-5")).isEmpty();

        has("2025", Models.named("anthropic/claude-haiku-4-5"));
        assertThat(of("anthropic/claude-sonnet-4-5")).containsExactly("anthropic/claude-haiku-4-5");
    }
}
