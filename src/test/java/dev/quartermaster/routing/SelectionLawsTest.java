package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds of every choice, whatever the registry, the request and the moment. */
class SelectionLawsTest {

    @Test
    void theRouteHoldsWhoeverSatisfiesEveryConstraintAndNobodyElse() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = chosen(random, models);

            Selection selection = Selector.select(models, inputs);

            assertThat(selection.route().size() + selection.rejected().size()).isEqualTo(models.size());
            for (RankedModel ranked : selection.route()) {
                satisfies(ranked, inputs);
            }
            assertThat(selection.rejected()).allSatisfy(rejection -> {
                assertThat(rejection.reason()).isNotBlank();
                assertThat(Situations.names(selection))
                        .doesNotContain(rejection.model().toString());
            });
        });
    }

    private static void satisfies(RankedModel ranked, SelectionInputs inputs) {
        ModelSpec model = ranked.model();
        ModelRequirements requirements = inputs.need();
        ModelSignal signal = inputs.signals().models().getOrDefault(model.key(), ModelSignal.NONE);
        assertThat(model.enabled()).isTrue();
        assertThat(Tasks.capabilities(model)).contains(requirements.task());
        assertThat(inputs.signals().callable()).contains(model.key().provider());
        assertThat(requirements.constraints().excludedProviders())
                .doesNotContain(model.key().provider());
        assertThat(Tasks.features(model)).containsAll(requirements.features());
        assertThat(requirements.constraints().capabilities())
                .allMatch(word -> Tasks.capabilities(model).contains(word)
                        || Feature.parse(word)
                                .filter(Tasks.features(model)::contains)
                                .isPresent());
        if (model.contextWindow() != null) {
            assertThat(output(requirements) + promptTokens(model, inputs)).isLessThanOrEqualTo(model.contextWindow());
        }
        if (requirements.constraints().maxCost() != null) {
            assertThat(ranked.estimatedCost())
                    .isLessThanOrEqualTo(requirements.constraints().maxCost());
        }
        assertThat(signal.healthWaitMs()).isZero();
        assertThat(signal.quotaWaitMs()).isZero();
    }

    @Test
    void nobodyOfTheRouteScoresHigherThanTheOneBeforeAndTiesGoByCostThenId() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);

            List<RankedModel> route =
                    Selector.select(models, chosen(random, models)).route();

            assertThat(route)
                    .isSortedAccordingTo(Comparator.comparingDouble(RankedModel::suitability)
                            .reversed()
                            .thenComparing(RankedModel::estimatedCost)
                            .thenComparing(ranked -> ranked.model().key()));
            assertThat(route).allSatisfy(ranked -> assertThat(List.of(
                            ranked.suitability(),
                            ranked.scores().capability(),
                            ranked.scores().cost(),
                            ranked.scores().performance(),
                            ranked.scores().availability(),
                            ranked.scores().stickiness()))
                    .allMatch(score -> score >= 0 && score <= 1 + 1e-9));
        });
    }

    @Test
    void theSuitabilityIsTheWeightedSumOfTheScores() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = chosen(random, models);
            Weights weights = inputs.weights();

            assertThat(Selector.select(models, inputs).route()).allSatisfy(ranked -> {
                Scores scores = ranked.scores();
                assertThat(ranked.suitability())
                        .isCloseTo(
                                scores.capability() * weights.capability()
                                        + (scores.cost() - scores.stickiness()) * weights.cost()
                                        + scores.performance() * weights.performance()
                                        + scores.availability() * weights.availability(),
                                org.assertj.core.api.Assertions.within(1e-12));
            });
        });
    }

    @Test
    void theEstimateIsThePriceOfTheTokensToTheLastDigit() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = chosen(random, models);
            ModelRequirements requirements = inputs.need();

            assertThat(Selector.select(models, inputs).route()).allSatisfy(ranked -> {
                ModelSpec model = ranked.model();
                long prompt = promptTokens(model, inputs);
                long cached = requirements.asker().conversation() != null
                                && requirements.asker().conversation().model().equals(model.key())
                        ? Math.min(prompt, requirements.asker().conversation().cachedTokens())
                        : 0;
                Usage usage = new Usage(prompt - cached, cached, 0, 0, expectedOutput(model, inputs), 0, 0, true);
                PriceRoute route = inputs.signals().routes().get(model.key());
                assertThat(ranked.estimatedCost()).isEqualTo(CostCalculator.cost(model.pricing(), usage, route));
            });
        });
    }

    @Test
    void removingTheWinnerPromotesTheSecond() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = chosen(random, models);
            List<RankedModel> route = Selector.select(models, inputs).route();
            boolean running = !route.isEmpty()
                    && inputs.need().asker().conversation() != null
                    && inputs.need()
                            .asker()
                            .conversation()
                            .model()
                            .equals(route.get(0).model().key());
            if (route.size() > 1 && !running) {
                List<ModelSpec> fewer = new ArrayList<>(models);
                fewer.remove(route.get(0).model());

                assertThat(Selector.select(fewer, inputs).route()).isEqualTo(route.subList(1, route.size()));
            }
        });
    }

    @Test
    void costAloneGivesTheCheapest() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs any = chosen(random, models);
            Weights costAlone = new Weights(0, 1, 0, 0);
            SelectionInputs inputs =
                    new SelectionInputs("v1", any.need(), null, costAlone, costAlone, any.terms(), any.signals());

            assertThat(Selector.select(models, inputs).route())
                    .extracting(RankedModel::estimatedCost)
                    .isSorted();
        });
    }

    @Test
    void aHigherPriceNeverRaisesAModelsRank() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            int subject = random.nextInt(models.size());
            SelectionInputs inputs = chosen(random, models);
            List<ModelSpec> dearer = new ArrayList<>(models);
            dearer.set(subject, dearer(models.get(subject), random));

            assertThat(rank(dearer, inputs, models.get(subject).key()))
                    .isGreaterThanOrEqualTo(
                            rank(models, inputs, models.get(subject).key()));
        });
    }

    @Test
    void ofTwoAlikeTheOneWithTheBetterHistoryRanksHigher() {
        ForAll.seeds(random -> {
            PerformanceStatistics worse = tracked(random, 0.6, 0.4, 5_000);
            PerformanceStatistics better = tracked(random, 0.9, 0.8, 1_000);
            long calls = Math.min(worse.calls(), better.calls());
            double gap = random.nextDouble(0.01, 0.3);
            PerformanceStatistics base = Situations.track(calls, calls / 2, 0.5, 3_000);
            PerformanceStatistics moreSuccess = Situations.track(calls, Math.min(calls, calls / 2 + 1), 0.5, 3_000);
            PerformanceStatistics moreQuality = Situations.track(calls, calls / 2, 0.5 + gap, 3_000);
            PerformanceStatistics faster = Situations.track(calls, calls / 2, 0.5, 3_000 - 1_000 * gap);

            assertThat(winner(worse, better, random)).isEqualTo("openai/b");
            assertThat(winner(base, moreSuccess, random)).isEqualTo("openai/b");
            assertThat(winner(base, moreQuality, random)).isEqualTo("openai/b");
            assertThat(winner(base, faster, random)).isEqualTo("openai/b");
        });
    }

    @Test
    void aModelWithoutHistoryIsBetweenOneThatProvedGoodAndOneThatProvedBad() {
        ForAll.seeds(random -> {
            Long stated = random.nextBoolean() ? null : Long.valueOf(random.nextLong(1_000, 4_000));
            Map<String, ModelSignal> known = Map.of(
                    "openai/a-bad", ModelSignal.NONE.withTrack(tracked(random, 0.5, 0.5, 8_000)),
                    "openai/c-good", ModelSignal.NONE.withTrack(tracked(random, 1, 1, 500)));
            List<ModelSpec> models = List.of(
                    Models.named("openai/a-bad").averageResponseTimeMs(stated).build(),
                    Models.named("openai/b-new").averageResponseTimeMs(stated).build(),
                    Models.named("openai/c-good").averageResponseTimeMs(stated).build());
            SelectionInputs inputs =
                    Situations.inputs(Situations.plain().withConversation(null), Situations.knowing(known));

            assertThat(Situations.names(Selector.select(models, inputs)))
                    .containsExactly("openai/c-good", "openai/b-new", "openai/a-bad");
        });
    }

    /** Whatever the prices: of two that can do the same, one that is worse in performance and availability never wins. */
    @Test
    void highAndCriticalNeverPreferAWorseLessAvailableModelForItsPrice() {
        ForAll.seeds(random -> {
            Priority priority = random.nextBoolean() ? Priority.HIGH : Priority.CRITICAL;
            PerformanceStatistics worse = tracked(random, 0.7, 0.3, 4_000);
            PerformanceStatistics better = tracked(random, 0.95, 0.9, 1_000);
            double used = random.nextDouble(0.5);
            Map<String, ModelSignal> known = Map.of(
                    "openai/dear", ModelSignal.NONE.withTrack(better).withQuota(0, used, 0),
                    "openai/cheap", ModelSignal.NONE.withTrack(worse).withQuota(0, used + 0.1, 0));
            List<ModelSpec> models = List.of(
                    Models.named("openai/cheap")
                            .pricing(Situations.pricing(random))
                            .build(),
                    Models.named("openai/dear").price("900", "900").build());
            ModelRequirements requirements = new ModelRequirements(Set.of(), 1_000, 500L, priority)
                    .withConversation(
                            random.nextBoolean()
                                    ? null
                                    : new OngoingConversation(models.get(0).key(), 900));
            SelectionInputs inputs = SelectionInputs.of(
                    "v1",
                    requirements,
                    Situations.weights(random),
                    ScoringParameters.DEFAULT,
                    Situations.knowing(known));

            assertThat(Situations.names(Selector.select(models, inputs)))
                    .containsExactly("openai/dear", "openai/cheap");
        });
    }

    @Test
    void theSameInputsGiveTheSameDecisionWhateverTheOrderOfTheRegistry() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            List<ModelSpec> shuffled = new ArrayList<>(models);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            SelectionInputs inputs = Situations.inputs(random, models);
            Selector selector = Selector.over(models);

            Selection first = selector.select(inputs);

            for (Selection again : List.of(selector.select(inputs), Selector.select(shuffled, inputs))) {
                assertThat(again.route()).isEqualTo(first.route());
                assertThat(again.rejected()).isEqualTo(first.rejected());
                assertThat(again.reason()).isEqualTo(first.reason());
            }
        });
    }

    /** The conversation goes on where its cache is when moving would not save more than the cache does. */
    @Test
    void aConversationStaysUnlessAnotherIsBetterByMoreThanItsCacheIsWorth() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs any = chosen(random, models);
            ModelRequirements alone = any.need().withConversation(null);
            OngoingConversation ongoingConversation = Situations.conversation(random, models);
            List<RankedModel> without =
                    Selector.select(models, any.withNeed(alone)).route();
            Map<ModelKey, Double> before = new HashMap<>();
            without.forEach(ranked -> before.put(ranked.model().key(), ranked.suitability()));

            List<RankedModel> with = Selector.select(models, any.withNeed(alone.withConversation(ongoingConversation)))
                    .route();

            for (RankedModel ranked : with) {
                boolean stays = ranked.model().key().equals(ongoingConversation.model());
                if (stays) {
                    assertThat(ranked.scores().stickiness()).isZero();
                } else {
                    assertThat(ranked.suitability())
                            .isEqualTo(before.get(ranked.model().key()));
                }
            }
        });
    }

    private static SelectionInputs chosen(RandomGenerator random, List<ModelSpec> models) {
        SelectionInputs any = Situations.inputs(random, models);
        return SelectionInputs.of(any.registryVersion(), any.need(), any.configured(), any.terms(), any.signals());
    }

    private static PerformanceStatistics tracked(
            RandomGenerator random, double success, double quality, double latencyMs) {
        long calls = random.nextLong(20, 500);
        return Situations.track(calls, (long) (calls * success), quality, latencyMs);
    }

    private static String winner(PerformanceStatistics a, PerformanceStatistics b, RandomGenerator random) {
        Pricing price = Situations.pricing(random);
        List<ModelSpec> models = List.of(
                Models.named("openai/a").pricing(price).build(),
                Models.named("openai/b").pricing(price).build());
        Signals signals = Situations.knowing(
                Map.of("openai/a", ModelSignal.NONE.withTrack(a), "openai/b", ModelSignal.NONE.withTrack(b)));
        return Situations.names(Selector.select(models, Situations.inputs(Situations.plain(), signals)))
                .get(0);
    }

    private static ModelSpec dearer(ModelSpec model, RandomGenerator random) {
        BigDecimal input = BigDecimal.valueOf(random.nextInt(1, 50_000), 4);
        BigDecimal output = BigDecimal.valueOf(random.nextInt(0, 50_000), 4);
        Pricing old = model.pricing();
        Map<PriceRoute, Pricing> routes = new HashMap<>();
        old.routes().forEach((route, own) -> routes.put(route, Pricing.flat(plus(own.base(), input, output))));
        Pricing more = new Pricing(
                plus(old.base(), input, output),
                old.above().stream()
                        .map(tier -> new Pricing.Tier(tier.promptTokens(), plus(tier.rates(), input, output)))
                        .toList(),
                routes,
                null,
                null);
        return new ModelSpec(
                model.key(),
                model.name(),
                model.capabilities(),
                model.features(),
                more,
                model.rateLimits(),
                model.inputModalities(),
                model.outputModalities(),
                model.contextWindow(),
                model.maxInputTokens(),
                model.maxOutputTokens(),
                model.averageResponseTimeMs(),
                model.aliases(),
                model.fallbacks(),
                model.deprecationDate(),
                model.regions(),
                model.residency(),
                model.endpoints(),
                model.enabled());
    }

    private static Rates plus(Rates rates, BigDecimal input, BigDecimal output) {
        BigDecimal read = rates.cacheReadPer1m();
        return new Rates(
                rates.inputPer1m().add(input),
                rates.outputPer1m().add(output),
                read == null ? null : read.add(input),
                null,
                null);
    }

    private static int rank(List<ModelSpec> models, SelectionInputs inputs, ModelKey subject) {
        List<RankedModel> route = Selector.select(models, inputs).route();
        for (int i = 0; i < route.size(); i++) {
            if (route.get(i).model().key().equals(subject)) {
                return i;
            }
        }
        return models.size();
    }

    private static long output(ModelRequirements requirements) {
        return requirements.maxOutputTokens() == null ? 0 : requirements.maxOutputTokens();
    }

    private static long promptTokens(ModelSpec model, SelectionInputs inputs) {
        double factor = inputs.signals().tokenFactors().getOrDefault(model.key().provider(), 1.0);
        return (long) Math.ceil(inputs.need().inputTokens() * factor);
    }

    private static long expectedOutput(ModelSpec model, SelectionInputs inputs) {
        if (inputs.need().maxOutputTokens() != null) {
            return inputs.need().maxOutputTokens();
        }
        Long observed = inputs.signals()
                .models()
                .getOrDefault(model.key(), ModelSignal.NONE)
                .track()
                .outputP95Tokens();
        long expected = observed == null ? inputs.terms().assumedOutputTokens() : observed;
        return model.maxOutputTokens() == null ? expected : Math.min(expected, model.maxOutputTokens());
    }
}
