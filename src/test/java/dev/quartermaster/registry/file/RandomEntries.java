package dev.quartermaster.registry.file;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Entries of every kind the form allows, each field present or absent by chance. */
public final class RandomEntries {

    private static final List<String> PROVIDERS = List.of("openai", "anthropic", "bedrock", "my-own.host_1");
    private static final List<String> WORDS = List.of("analysis", "vision", "embeddings", "a", "word-9", "own_word");
    private static final String ID_CHARACTERS = "abcXYZ019./:-_é";

    private final RandomGenerator random;

    public RandomEntries(RandomGenerator random) {
        this.random = random;
    }

    public RegistryEntry next() {
        return new RegistryEntry(model(), maybe(this::id), maybe(this::day), maybe(() -> "a \"note\"\n of " + id()));
    }

    private ModelSpec model() {
        return new ModelSpec(
                new ModelKey(ProviderId.of(PROVIDERS.get(random.nextInt(PROVIDERS.size()))), id()),
                maybe(() -> "The " + id()),
                words(),
                features(),
                pricing(),
                new RateLimits(maybe(() -> random.nextLong(1_000_000)), maybe(() -> random.nextLong(1_000_000))),
                words(),
                words(),
                maybe(this::count),
                maybe(this::count),
                maybe(this::count),
                maybe(this::count),
                ids("alias-"),
                ids("other/"),
                maybe(this::day),
                ids("region-"),
                maybe(() -> "eu"),
                random.nextInt(3) == 0 ? Set.of(Endpoint.RESPONSES) : Set.of(),
                random.nextBoolean());
    }

    private Pricing pricing() {
        Map<PriceRoute, Pricing> routes = new TreeMap<>();
        for (PriceRoute route : PriceRoute.values()) {
            if (random.nextInt(4) == 0) {
                routes.put(route, tiered(Map.of()));
            }
        }
        return tiered(routes);
    }

    private Pricing tiered(Map<PriceRoute, Pricing> routes) {
        Map<ServiceTier, Pricing> serviceTiers = new TreeMap<>();
        for (ServiceTier tier : List.of(ServiceTier.FLEX, ServiceTier.LATENCY_OPTIMIZED)) {
            if (random.nextInt(4) == 0) {
                serviceTiers.put(tier, new Pricing(rates(), tiers(), Map.of(), maybe(this::id), maybe(this::day)));
            }
        }
        return new Pricing(rates(), tiers(), routes, serviceTiers, maybe(this::id), maybe(this::day));
    }

    private List<Pricing.Tier> tiers() {
        List<Pricing.Tier> tiers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tiers.add(new Pricing.Tier(i * 100_000L + random.nextInt(1000), rates()));
        }
        return tiers;
    }

    private Rates rates() {
        return new Rates(
                price(),
                price(),
                maybe(this::price),
                maybe(this::price),
                maybe(this::price),
                new MediaRates(maybe(this::price), maybe(this::price), maybe(this::price), maybe(this::price)));
    }

    /** In the one form prices are read in: no trailing zeros, no exponent. */
    private BigDecimal price() {
        BigDecimal price = BigDecimal.valueOf(random.nextLong(1_000_000_000L), random.nextInt(13))
                .min(new BigDecimal(1_000_000));
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private Set<Feature> features() {
        Set<Feature> features = new TreeSet<>();
        for (Feature feature : Feature.values()) {
            if (random.nextBoolean()) {
                features.add(feature);
            }
        }
        return features;
    }

    private Set<String> words() {
        Set<String> words = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return words;
    }

    private List<String> ids(String prefix) {
        List<String> ids = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ids.add(prefix + i + id());
        }
        return ids;
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    private Long count() {
        return 1 + random.nextLong(2_000_000);
    }

    private LocalDate day() {
        return LocalDate.ofEpochDay(random.nextInt(10_000, 30_000));
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
