package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySnapshotTest {

    private final RegistrySnapshot snapshot = of(
            model("zeta", "shared", true),
            model("bedrock", "shared", true, "short"),
            model("google", "shared", true),
            model("openai", "shared", false),
            model("openai", "gpt-4o", true, "Omni"),
            model("openai", "GPT-4o", true),
            model("anthropic", "claude-x", true, "short", "x"),
            model("ollama", "x", true),
            model("bedrock", "eu.maker/model-v1:0", true),
            model("alpha", "meta/llama", true),
            model("zeta", "only-here", true),
            model("alpha", "only-here", true));

    @Test
    void modelsStandInTheOrderOfTheirKeys() {
        assertThat(snapshot.models()).extracting(ModelSpec::key).isSorted().hasSize(12);
        assertThatThrownBy(() -> snapshot.models().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aKeyFindsItsModel() {
        ModelKey key = new ModelKey(ProviderId.OLLAMA, "x");

        assertThat(snapshot.find(key)).get().extracting(ModelSpec::key).isEqualTo(key);
        assertThat(snapshot.find(new ModelKey(ProviderId.OPENAI, "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bedrock/us.maker.base-v1:0", "us.maker.base-v1:0", "amazon-bedrock/US.Maker.base-v1:0"})
    void aProfileMeansTheRegisteredModelBehindIt(String name) {
        RegistrySnapshot own = new RegistrySnapshot(
                List.of(model("bedrock", "maker.base-v1:0", true, "basic")), List.of(), "v", Instant.EPOCH);

        ModelSpec profile = own.resolve(name).orElseThrow();

        assertThat(profile.key()).hasToString("bedrock/us.maker.base-v1:0");
        assertThat(profile.aliases()).isEmpty();
        assertThat(profile.pricing())
                .isEqualTo(own.resolve("basic").orElseThrow().pricing());
        assertThat(own.resolve("bedrock/us.maker.other-v1:0")).isEmpty();
        assertThat(own.resolve("openai/us.maker.base-v1:0")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, openai/gpt-4o",
        "openai/GPT-4o, openai/GPT-4o",
        "gpt-4o, openai/gpt-4o",
        "GPT-4O, openai/GPT-4o",
        "gpt/gpt-4o, openai/gpt-4o",
        "OpenAI/gpt-4o, openai/gpt-4o",
        "claude/CLAUDE-X, anthropic/claude-x",
        "amazon-bedrock/eu.maker/model-v1:0, bedrock/eu.maker/model-v1:0",
        "eu.maker/model-v1:0, bedrock/eu.maker/model-v1:0",
        "meta/llama, alpha/meta/llama",
        "Omni, openai/gpt-4o",
        "omni, openai/gpt-4o",
        "gpt/omni, openai/gpt-4o",
        "openai/shared, openai/shared",
        // The disabled one of the provider that comes first yields; then google comes before bedrock and zeta.
        "shared, google/shared",
        // An id beats an alias.
        "x, ollama/x",
        "anthropic/x, anthropic/claude-x",
        // One alias at two providers.
        "short, anthropic/claude-x",
        "bedrock/short, bedrock/shared",
        // Providers without a place in the order go by name.
        "only-here, alpha/only-here"
    })
    void aNameMeansOneModel(String name, String expected) {
        assertThat(snapshot.resolve(name))
                .get()
                .extracting(model -> model.key().toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "nothing", "google/gpt-4o", "no such!/gpt-4o", "openai/", "auto"})
    void aNameThatNobodyHasMeansNothing(String name) {
        assertThat(snapshot.resolve(name)).isEmpty();
    }

    @Test
    void noNameMeansNothing() {
        assertThat(snapshot.resolve(null)).isEmpty();
    }

    private static RegistrySnapshot of(ModelSpec... models) {
        return new RegistrySnapshot(List.of(models), List.of(), "v", Instant.EPOCH);
    }

    private static ModelSpec model(String provider, String id, boolean enabled, String... aliases) {
        return new ModelSpec(
                new ModelKey(new ProviderId(provider), id),
                null,
                Set.of(),
                Set.of(),
                Pricing.flat(Rates.of("1", "2")),
                RateLimits.NONE,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                List.of(aliases),
                List.of(),
                null,
                List.of(),
                null,
                Set.of(),
                enabled);
    }
}
