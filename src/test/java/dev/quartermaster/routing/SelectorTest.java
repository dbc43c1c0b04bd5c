package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.routing.SelectionInputs.Named;
import dev.quartermaster.routing.Signals.ProviderSignal;
import dev.quartermaster.routing.Signals.Resident;
import dev.quartermaster.testing.Models;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final ModelRequirements DEMANDING = new ModelRequirements(
                    Set.of(Feature.TOOLS), 5_000, 500L, Priority.MEDIUM)
            .with(new Constraints(Set.of(), Money.usd("1"), 10_000L, Set.of(ProviderId.GOOGLE), null));

    @Test
    void everyDroppedModelSaysWhy() {
        Set<ProviderId> callable = new HashSet<>(Situations.EVERYBODY);
        callable.remove(ProviderId.ANTHROPIC);
        Signals signals = new Signals(
                callable,
                "eu-central-1",
                Map.of(),
                null,
                Map.of(),
                Map.of(ProviderId.OLLAMA, new ProviderSignal(0, 30_500)),
                Map.of(
                        key("openai/busy"), ModelSignal.NONE.withQuota(11_001, 1, 0.3),
                        key("openai/wordy"), ModelSignal.NONE.withQuota(2_000, 0.1, 0.97),
                        key("openai/down"), ModelSignal.NONE.withHealth(0, 41_000),
                        key("openai/measured"), ModelSignal.NONE.withTrack(Situations.track(40, 40, 1, 12_000))));
        List<ModelSpec> models = List.of(
                Models.named("anthropic/claude").build(),
                Models.named("bedrock/far-away").regions("us-east-1").build(),
                Models.named("google/gemini").build(),
                Models.named("ollama/llama").build(),
                Models.named("openai/busy").build(),
                Models.named("openai/dear").price("1000", "1000").build(),
                Models.named("openai/down").build(),
                Models.named("openai/embed").capabilities("embeddings").build(),
                Models.named("openai/fit").build(),
                Models.named("openai/measured").averageResponseTimeMs(500L).build(),
                Models.named("openai/mute").features(Feature.STREAMING).build(),
                Models.named("openai/narrow")
                        .rateLimits(new RateLimits(null, 5_000L))
                        .build(),
                Models.named("openai/off").disabled().build(),
                Models.named("openai/slow").averageResponseTimeMs(60_000L).build(),
                Models.named("openai/small").contextWindow(1_000L).build(),
                Models.named("openai/terse").maxOutputTokens(10L).build(),
                Models.named("openai/wordy").build());

        Selection selection = Selector.select(models, Situations.inputs(DEMANDING, signals));

        assertThat(Situations.names(selection)).containsExactly("openai/fit");
        assertThat(selection.rejected())
                .extracting(rejection -> rejection.model() + " " + rejection.reason())
                .containsExactly(
                        "anthropic/claude provider anthropic is switched off or has no credentials",
                        "bedrock/far-away is not offered in the region that is called",
                        "google/gemini provider google is excluded by the request",
                        "ollama/llama is unavailable: its calls failed; next try in 31 s",
                        "openai/busy 90 % of its requests/min used; free in 12 s",
                        "openai/dear would cost about 5.5 USD",
                        "openai/down is unavailable: its calls failed; next try in 42 s",
                        "openai/embed does not generate text",
                        "openai/measured takes about 12000 ms",
                        "openai/mute lacks tools",
                        "openai/narrow its quota leaves us 4500 tokens a minute, fewer than this request",
                        "openai/off is disabled in the registry",
                        "openai/slow takes about 60000 ms",
                        "openai/small has a context window of 1000 tokens",
                        "openai/terse gives at most 10 output tokens",
                        "openai/wordy 87 % of its tokens/min used; free in 2 s");
        assertThat(selection.rejected())
                .filteredOn(rejection -> !rejection.lasting())
                .extracting(rejection -> rejection.model().toString())
                .containsExactly("anthropic/claude", "ollama/llama", "openai/busy", "openai/down", "openai/wordy");
        assertThat(selection.rejected())
                .filteredOn(rejection -> rejection.model().id().equals("busy"))
                .extracting(Rejection::pause)
                .containsExactly(Duration.ofMillis(11_001));
    }

    @Test
    void aCapabilityMayBeAFeatureOrAWordThatNoModelHas() {
        List<ModelSpec> models =
                List.of(Models.named("openai/a").features(Feature.VISION).build());

        assertThat(Situations.names(Selector.select(models, Situations.inputs(asking("vision")))))
                .containsExactly("openai/a");
        assertThat(Selector.select(models, Situations.inputs(asking("telepathy")))
                        .rejected())
                .extracting(Rejection::reason)
                .containsExactly("lacks telepathy");
    }

    @Test
    void residencyIsTheEntrysWordOrWhatTheCatalogSaysOfBedrock() {
        Signals signals = new Signals(
                Situations.EVERYBODY,
                null,
                Map.of(),
                new Resident(Set.of(key("bedrock/in"), key("bedrock/out")), Set.of(key("bedrock/in"))),
                Map.of(),
                Map.of(),
                Map.of());
        List<ModelSpec> models = List.of(
                Models.named("bedrock/in").build(),
                Models.named("bedrock/out").residency("eu").build(),
                Models.named("bedrock/unknown").build(),
                Models.named("openai/anywhere").build(),
                Models.named("openai/europe").residency("eu").build(),
                Models.named("openai/usa").residency("us").build());

        Selection selection = Selector.select(models, Situations.inputs(Situations.within("eu"), signals));

        assertThat(Situations.names(selection)).containsExactlyInAnyOrder("bedrock/in", "openai/europe");
        assertThat(selection.rejected()).extracting(Rejection::reason).containsOnly("its data may leave eu");
        assertThat(Selector.select(models, Situations.inputs(Situations.within("global"), signals))
                        .route())
                .hasSize(6);
    }

    @Test
    void namedModelsKeepTheirOrderAndAreDroppedOnlyForWhatNoCallCouldMend() {
        Map<String, ModelSignal> known = new HashMap<>();
        known.put("openai/down", ModelSignal.NONE.withHealth(0, 1_000));
        known.put("openai/busy", ModelSignal.NONE.withQuota(1_000, 1, 1));
        List<ModelSpec> models = List.of(
                Models.named("openai/a").price("0", "0").build(),
                Models.named("openai/busy").contextWindow(10L).build(),
                Models.named("openai/down").build(),
                Models.named("openai/z").price("9", "9").build());
        Named named = new Named(
                List.of(key("openai/z"), key("openai/down"), key("openai/busy"), key("openai/z"), key("openai/a")),
                "openai/z: asked for by name");

        Selection selection = Selector.select(
                models,
                SelectionInputs.named(
                        "v1",
                        Situations.plain(),
                        named,
                        Weights.DEFAULT,
                        ScoringParameters.DEFAULT,
                        Situations.knowing(known)));

        assertThat(Situations.names(selection)).containsExactly("openai/z", "openai/busy", "openai/a");
        assertThat(selection.rejected())
                .extracting(rejection -> rejection.model().toString())
                .containsExactly("openai/down");
        assertThat(selection.reason()).isEqualTo("openai/z: asked for by name");
        assertThat(selection.considered()).isEqualTo(4);
    }

    private static ModelRequirements asking(String capability) {
        return new ModelRequirements(Set.of(), 100, null, Priority.MEDIUM)
                .with(new Constraints(Set.of(capability), null, null, Set.of(), null));
    }

    private static ModelKey key(String name) {
        return InputsJson.model(name);
    }
}
