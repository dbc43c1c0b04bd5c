package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.SelectionInputs.Named;
import dev.quartermaster.routing.Signals.ProviderSignal;
import dev.quartermaster.routing.Signals.Resident;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Registries, requests and what is known of models, made up. */
final class Situations {

    static final Set<ProviderId> EVERYBODY =
            Set.of(ProviderId.OPENAI, ProviderId.ANTHROPIC, ProviderId.GOOGLE, ProviderId.OLLAMA, ProviderId.BEDROCK);
    private static final List<ProviderId> PROVIDERS = List.copyOf(new java.util.TreeSet<>(EVERYBODY));
    private static final String[] WORDS = {"text-generation", "analysis", "code-generation", "embeddings", "reasoning"};
    private static final String[] RESIDENCIES = {null, null, "eu", "us", "global"};

    private Situations() {}

    /** A request that demands nothing. */
    static ModelRequirements plain() {
        return new ModelRequirements(Set.of(), 1_000, 500L, Priority.MEDIUM);
    }

    static SelectionInputs inputs(ModelRequirements requirements) {
        return inputs(requirements, Signals.of(EVERYBODY));
    }

    static SelectionInputs inputs(ModelRequirements requirements, Signals signals) {
        return SelectionInputs.of("v1", requirements, Weights.DEFAULT, ScoringParameters.DEFAULT, signals);
    }

    static Signals knowing(Map<String, ModelSignal> models) {
        return Signals.of(EVERYBODY)
                .withModels(models.entrySet().stream()
                        .collect(Collectors.toMap(entry -> InputsJson.model(entry.getKey()), Map.Entry::getValue)));
    }

    /** A track of calls that all took the same time. */
    static PerformanceStatistics track(long calls, long successes, double quality, double latencyMs) {
        return new PerformanceStatistics(calls, successes, quality, latencyMs, latencyMs, latencyMs, null, null, null);
    }

    static List<String> names(Selection selection) {
        return selection.route().stream()
                .map(ranked -> ranked.model().key().toString())
                .toList();
    }

    static List<ModelSpec> registry(RandomGenerator random) {
        List<ModelSpec> models = new ArrayList<>();
        int size = random.nextInt(1, 40);
        for (int i = 0; i < size; i++) {
            models.add(model(random, PROVIDERS.get(random.nextInt(PROVIDERS.size())) + "/m" + i));
        }
        return models;
    }

    static ModelSpec model(RandomGenerator random, String name) {
        Models model = Models.named(name)
                .features(some(random, Feature.values(), 3).toArray(Feature[]::new))
                .capabilities(words(random))
                .pricing(pricing(random))
                .rateLimits(random.nextInt(4) > 0 ? RateLimits.NONE : limits(random))
                .contextWindow(random.nextInt(8) == 0 ? null : Long.valueOf(random.nextLong(1_000, 1_000_000)))
                .maxOutputTokens(random.nextBoolean() ? null : Long.valueOf(random.nextLong(100, 20_000)))
                .averageResponseTimeMs(random.nextBoolean() ? null : Long.valueOf(random.nextLong(100, 20_000)))
                .residency(RESIDENCIES[random.nextInt(RESIDENCIES.length)]);
        return random.nextInt(10) == 0 ? model.disabled().build() : model.build();
    }

    private static String[] words(RandomGenerator random) {
        Set<String> words = new HashSet<>(some(random, WORDS, 2));
        if (random.nextInt(5) > 0) {
            words.add(ModelRequirements.TEXT);
        }
        return words.toArray(String[]::new);
    }

    private static RateLimits limits(RandomGenerator random) {
        return new RateLimits(
                random.nextBoolean() ? null : Long.valueOf(random.nextLong(0, 100)),
                random.nextBoolean() ? null : Long.valueOf(random.nextLong(0, 100_000)));
    }

    static Pricing pricing(RandomGenerator random) {
        List<Pricing.Tier> tiers = random.nextInt(4) > 0
                ? List.of()
                : List.of(new Pricing.Tier(random.nextLong(1, 30_000), rates(random)));
        Map<PriceRoute, Pricing> routes = random.nextInt(4) > 0
                ? Map.of()
                : Map.of(PriceRoute.values()[random.nextInt(3)], Pricing.flat(rates(random)));
        return new Pricing(rates(random), tiers, routes, null, null);
    }

    private static Rates rates(RandomGenerator random) {
        return new Rates(price(random), price(random), random.nextBoolean() ? null : price(random), null, null);
    }

    /** Many are alike, some are free, and a few have more digits than is common. */
    private static BigDecimal price(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> BigDecimal.ZERO;
            case 1, 2 -> BigDecimal.valueOf(random.nextInt(1, 4));
            case 3 -> BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L), 11);
            default -> BigDecimal.valueOf(random.nextInt(1, 20_000), 3);
        };
    }

    static Weights weights(RandomGenerator random) {
        double[] parts = {random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble()};
        double sum = parts[0] + parts[1] + parts[2] + parts[3];
        return new Weights(parts[0] / sum, parts[1] / sum, parts[2] / sum, parts[3] / sum);
    }

    static ModelRequirements need(RandomGenerator random) {
        return new ModelRequirements(
                random.nextInt(10) == 0 ? ModelRequirements.VECTORS : ModelRequirements.TEXT,
                new HashSet<>(some(random, Feature.values(), 6)),
                random.nextLong(1, 50_000),
                random.nextBoolean() ? null : Long.valueOf(random.nextLong(1, 5_000)),
                Priority.values()[random.nextInt(4)],
                constraints(random),
                new RequestingAgent(random.nextBoolean() ? null : "writer", null, null));
    }

    private static Constraints constraints(RandomGenerator random) {
        return new Constraints(
                new HashSet<>(some(random, new String[] {"analysis", "tools", "reasoning"}, 5)),
                random.nextBoolean() ? null : new Money(BigDecimal.valueOf(random.nextInt(1, 50_000), 5)),
                random.nextInt(4) > 0 ? null : Long.valueOf(random.nextLong(500, 20_000)),
                new HashSet<>(some(random, PROVIDERS.toArray(ProviderId[]::new), 8)),
                random.nextInt(5) > 0 ? null : RESIDENCIES[random.nextInt(RESIDENCIES.length)]);
    }

    static ModelRequirements within(String residency) {
        return plain().with(new Constraints(Set.of(), null, null, Set.of(), residency));
    }

    static Signals signals(RandomGenerator random, List<ModelSpec> models) {
        Map<ModelKey, ModelSignal> known = new HashMap<>();
        Map<ModelKey, PriceRoute> routes = new HashMap<>();
        Set<ModelKey> resident = new HashSet<>();
        for (ModelSpec model : models) {
            if (random.nextInt(3) == 0) {
                known.put(model.key(), signal(random));
            }
            if (model.key().provider().equals(ProviderId.BEDROCK) && random.nextBoolean()) {
                routes.put(model.key(), PriceRoute.values()[random.nextInt(3)]);
                resident.add(model.key());
            }
        }
        return new Signals(
                EVERYBODY.stream().filter(any -> random.nextInt(8) > 0).collect(Collectors.toSet()),
                random.nextBoolean() ? null : "eu-central-1",
                routes,
                random.nextBoolean()
                        ? null
                        : new Resident(
                                resident,
                                resident.stream()
                                        .filter(any -> random.nextBoolean())
                                        .collect(Collectors.toSet())),
                some(random, PROVIDERS.toArray(ProviderId[]::new), 2).stream()
                        .collect(Collectors.toMap(id -> id, id -> 0.5 + random.nextDouble())),
                some(random, PROVIDERS.toArray(ProviderId[]::new), 6).stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> new ProviderSignal(
                                        random.nextDouble(), random.nextBoolean() ? 0 : random.nextLong(60_000)))),
                known);
    }

    private static ModelSignal signal(RandomGenerator random) {
        ModelSignal signal = ModelSignal.NONE;
        if (random.nextBoolean()) {
            long wait = random.nextInt(3) > 0 ? 0 : random.nextLong(60_000);
            signal = signal.withQuota(wait, random.nextDouble(), random.nextDouble());
        }
        if (random.nextBoolean()) {
            signal = signal.withHealth(random.nextDouble(), random.nextInt(3) > 0 ? 0 : random.nextLong(300_000));
        }
        return random.nextBoolean() ? signal : signal.withTrack(track(random));
    }

    static PerformanceStatistics track(RandomGenerator random) {
        long calls = random.nextLong(1, 500);
        long successes = random.nextLong(0, calls + 1);
        double latency = random.nextDouble(100, 20_000);
        return new PerformanceStatistics(
                calls,
                successes,
                random.nextBoolean() ? null : Double.valueOf(random.nextDouble()),
                successes == 0 ? null : Double.valueOf(latency),
                successes == 0 ? null : Double.valueOf(latency * 1.5),
                successes == 0 ? null : Double.valueOf(latency * 2),
                null,
                random.nextDouble(1, 200),
                random.nextBoolean() ? null : Long.valueOf(random.nextLong(1, 5_000)));
    }

    /** A conversation with one of them. */
    static OngoingConversation conversation(RandomGenerator random, List<ModelSpec> models) {
        return new OngoingConversation(models.get(random.nextInt(models.size())).key(), random.nextLong(0, 60_000));
    }

    static SelectionInputs inputs(RandomGenerator random, List<ModelSpec> models) {
        ModelRequirements requirements = need(random);
        if (random.nextInt(3) == 0) {
            requirements = requirements.withConversation(conversation(random, models));
        }
        Signals signals = signals(random, models);
        ScoringParameters scoringParameters = new ScoringParameters(
                random.nextDouble(0.001, 1),
                random.nextDouble(100, 5_000),
                random.nextLong(0, 5_000),
                random.nextDouble(),
                random.nextInt(3) * random.nextDouble(20),
                random.nextDouble(),
                random.nextDouble());
        if (random.nextInt(4) > 0) {
            return SelectionInputs.of(
                    "v" + random.nextInt(9), requirements, weights(random), scoringParameters, signals);
        }
        List<ModelKey> named = some(random, models.toArray(ModelSpec[]::new), 3).stream()
                .map(ModelSpec::key)
                .toList();
        return SelectionInputs.named(
                "v1", requirements, new Named(named, "asked for by name"), weights(random), scoringParameters, signals);
    }

    /** Each with a chance of one in so many. */
    private static <T> List<T> some(RandomGenerator random, T[] all, int oneIn) {
        List<T> some = new ArrayList<>();
        for (T one : all) {
            if (random.nextInt(oneIn) == 0) {
                some.add(one);
            }
        }
        return some;
    }

    /** Weights as they stand in configuration. */
    record Settings(double capability, double cost, double performance, double availability)
            implements SelectionConfig.WeightsConfig {}
}
