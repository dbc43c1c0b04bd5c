package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.routing.Selector.Selection;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final Weights WEIGHTS = new Weights(0.30, 0.25, 0.25, 0.20);

    private final Set<String> switchedOff = new HashSet<>();
    private final Set<String> limited = new HashSet<>();
    private final Set<String> down = new HashSet<>();
    private final Set<String> shaken = new HashSet<>();
    private final Selector selector = new Selector(new DefaultSelection(), new Signals() {
        @Override
        public boolean callable(ModelSpec model) {
            return !switchedOff.contains(model.key().provider().value());
        }

        @Override
        public boolean offered(ModelSpec model) {
            return !model.key().id().equals("far-away");
        }

        @Override
        public Duration quotaWait(ModelSpec model, long tokens) {
            return limited.contains(model.key().toString()) ? Duration.ofSeconds(12) : Duration.ZERO;
        }

        @Override
        public Duration healthWait(ModelSpec model) {
            return down.contains(model.key().toString()) ? Duration.ofSeconds(41) : Duration.ZERO;
        }

        @Override
        public double health(ModelSpec model) {
            return shaken.contains(model.key().toString()) ? 0.5 : 1;
        }

        @Override
        public double quotaUsed(ModelSpec model) {
            return limited.contains(model.key().toString()) ? 1 : 0;
        }
    });

    @Test
    void everyDroppedModelSaysWhy() {
        switchedOff.add("anthropic");
        limited.add("openai/busy");
        down.add("openai/down");
        List<ModelSpec> models = List.of(
                Models.named("openai/off").disabled().build(),
                Models.named("openai/embed").capabilities("embeddings").build(),
                Models.named("anthropic/claude").build(),
                Models.named("google/gemini").build(),
                Models.named("bedrock/far-away").build(),
                Models.named("openai/mute").features(Feature.STREAMING).build(),
                Models.named("openai/small").contextWindow(1_000L).build(),
                Models.named("openai/terse").maxOutputTokens(10L).build(),
                Models.named("openai/dear").price("1000", "1000").build(),
                Models.named("openai/slow").averageResponseTimeMs(60_000L).build(),
                Models.named("openai/busy").build(),
                Models.named("openai/down").build(),
                Models.named("openai/fit").build());
        Need need = new Need(
                Set.of(),
                Set.of(Feature.TOOLS),
                5_000,
                500L,
                Money.usd("1"),
                10_000L,
                Set.of(ProviderId.GOOGLE),
                Priority.MEDIUM);

        Selection selection = selector.select(models, need, WEIGHTS);

        assertThat(selection.route())
                .extracting(ranked -> ranked.model().key().toString())
                .containsExactly("openai/fit");
        assertThat(selection.rejected())
                .extracting(rejection -> rejection.model() + " " + rejection.reason())
                .containsExactly(
                        "openai/off is disabled in the registry",
                        "openai/embed does not generate text",
                        "anthropic/claude provider anthropic is switched off or has no credentials",
                        "google/gemini provider google is excluded by the request",
                        "bedrock/far-away is not offered in the region that is called",
                        "openai/mute lacks tools",
                        "openai/small has a context window of 1000 tokens",
                        "openai/terse gives at most 10 output tokens",
                        "openai/dear would cost about 5.5 USD",
                        "openai/slow takes about 60000 ms",
                        "openai/busy its rate limit is used up for another 12 s",
                        "openai/down is unavailable: its calls failed; next try in 42 s");
        assertThat(selection.rejected())
                .filteredOn(rejection -> !rejection.lasting())
                .extracting(rejection -> rejection.model().toString())
                .containsExactly("anthropic/claude", "openai/busy", "openai/down");
    }

    @Test
    void ofTwoAlikeTheOneWhoseCallsDoNotFailIsPreferred() {
        shaken.add("openai/a");
        List<ModelSpec> models = List.of(
                Models.named("openai/a").build(), Models.named("openai/b").build());
        Need need = new Need(Set.of(), Set.of(), 100, null, null, null, Set.of(), Priority.MEDIUM);

        assertThat(selector.select(models, need, WEIGHTS).route())
                .extracting(ranked -> ranked.model().key().id())
                .containsExactly("b", "a");
    }

    @Test
    void theWinnerSatisfiesEveryConstraintAndNothingScoresHigher() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = generate(random);
            Need need = need(random);

            Selection selection = selector.select(models, need, WEIGHTS);

            assertThat(selection.route().size() + selection.rejected().size()).isEqualTo(models.size());
            for (Ranked ranked : selection.route()) {
                ModelSpec model = ranked.model();
                assertThat(model.enabled()).isTrue();
                assertThat(model.features()).containsAll(need.features());
                assertThat(model.contextWindow()).isGreaterThanOrEqualTo(need.inputTokens());
                assertThat(ranked.estimatedCost()).isLessThanOrEqualTo(need.maxCost());
                assertThat(ranked.suitability())
                        .isBetween(0.0, 1.0)
                        .isLessThanOrEqualTo(selection.route().get(0).suitability());
            }
        });
    }

    @Test
    void removingTheWinnerPromotesTheSecond() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = generate(random);
            Need need = need(random);
            List<Ranked> route = selector.select(models, need, WEIGHTS).route();
            if (route.size() > 1) {
                List<ModelSpec> fewer = new ArrayList<>(models);
                fewer.remove(route.get(0).model());

                assertThat(selector.select(fewer, need, WEIGHTS).route()).isEqualTo(route.subList(1, route.size()));
            }
        });
    }

    @Test
    void costAloneGivesTheCheapest() {
        ForAll.seeds(random -> {
            List<Ranked> route = selector.select(generate(random), need(random), new Weights(0, 1, 0, 0))
                    .route();

            assertThat(route).extracting(Ranked::estimatedCost).isSorted();
        });
    }

    @Test
    void aHigherPriceNeverRaisesAModelsRank() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = generate(random);
            Need need = need(random);
            ModelSpec cheap = Models.named("ollama/subject").price("1", "1").build();
            ModelSpec dear = Models.named("ollama/subject").price("3", "2").build();

            assertThat(rank(models, dear, need)).isGreaterThanOrEqualTo(rank(models, cheap, need));
        });
    }

    @Test
    void theOrderOfTheRegistryDoesNotMatter() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = generate(random);
            List<ModelSpec> shuffled = new ArrayList<>(models);
            java.util.Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
            Need need = need(random);

            assertThat(selector.select(shuffled, need, WEIGHTS).route())
                    .isEqualTo(selector.select(models, need, WEIGHTS).route());
        });
    }

    private int rank(List<ModelSpec> others, ModelSpec subject, Need need) {
        List<ModelSpec> models = new ArrayList<>(others);
        models.add(subject);
        List<Ranked> route = selector.select(models, need, WEIGHTS).route();
        for (int i = 0; i < route.size(); i++) {
            if (route.get(i).model().equals(subject)) {
                return i;
            }
        }
        return route.size();
    }

    private static List<ModelSpec> generate(RandomGenerator random) {
        List<ModelSpec> models = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 40); i++) {
            Set<Feature> features = EnumSet.noneOf(Feature.class);
            for (Feature feature : Feature.values()) {
                if (random.nextInt(3) > 0) {
                    features.add(feature);
                }
            }
            Models model = Models.named("openai/m" + i)
                    .features(features.toArray(Feature[]::new))
                    .price("" + random.nextInt(0, 50), "" + random.nextInt(0, 100))
                    .contextWindow((long) random.nextInt(1_000, 1_000_000))
                    .averageResponseTimeMs(random.nextBoolean() ? null : (long) random.nextInt(100, 20_000));
            models.add(random.nextInt(10) == 0 ? model.disabled().build() : model.build());
        }
        return models;
    }

    private static Need need(RandomGenerator random) {
        return new Need(
                Set.of(),
                random.nextBoolean() ? Set.of() : Set.of(Feature.TOOLS),
                random.nextInt(1, 50_000),
                random.nextBoolean() ? null : (long) random.nextInt(1, 500),
                new Money(new BigDecimal(random.nextInt(1, 500)).movePointLeft(2)),
                null,
                Set.of(),
                Priority.values()[random.nextInt(4)]);
    }

    /** The configuration as it is without any setting. */
    private static final class DefaultSelection implements SelectionConfig {
        @Override
        public WeightsConfig weights() {
            throw new AssertionError("weights are given with each selection");
        }

        @Override
        public BigDecimal costMidpointUsd() {
            return new BigDecimal("0.01");
        }

        @Override
        public long assumedOutputTokens() {
            return 1_024;
        }
    }
}
