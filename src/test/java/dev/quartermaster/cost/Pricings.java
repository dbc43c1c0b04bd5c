package dev.quartermaster.cost;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Prices and usages at random, with every class, threshold, route and tier. */
final class Pricings {

    private static final List<ServiceTier> TIERS = List.of(ServiceTier.FLEX, ServiceTier.PRIORITY, ServiceTier.BATCH);

    private Pricings() {}

    /** Has prices for each of the tiers that {@link #usage} names, on each route. */
    static Pricing any(RandomGenerator random) {
        Map<PriceRoute, Pricing> routes = new EnumMap<>(PriceRoute.class);
        for (PriceRoute route : PriceRoute.values()) {
            if (random.nextBoolean()) {
                routes.put(route, tiered(random, Map.of()));
            }
        }
        return tiered(random, routes);
    }

    private static Pricing tiered(RandomGenerator random, Map<PriceRoute, Pricing> routes) {
        Map<ServiceTier, Pricing> tiers = new TreeMap<>();
        TIERS.forEach(tier -> tiers.put(tier, new Pricing(rates(random), above(random), Map.of(), null, null)));
        return new Pricing(rates(random), above(random), routes, tiers, null, null);
    }

    private static List<Pricing.Tier> above(RandomGenerator random) {
        List<Pricing.Tier> above = new ArrayList<>();
        for (long threshold = 1 + random.nextLong(500_000); threshold < 1_000_000; threshold *= 3) {
            above.add(new Pricing.Tier(threshold, rates(random)));
        }
        return above;
    }

    private static Rates rates(RandomGenerator random) {
        return new Rates(
                price(random),
                price(random),
                maybe(random),
                maybe(random),
                maybe(random),
                new MediaRates(maybe(random), maybe(random), maybe(random), maybe(random)));
    }

    private static BigDecimal maybe(RandomGenerator random) {
        return random.nextBoolean() ? price(random) : null;
    }

    private static BigDecimal price(RandomGenerator random) {
        return BigDecimal.valueOf(random.nextInt(100_000_000), 6);
    }

    static Usage usage(RandomGenerator random) {
        return new Usage(
                random.nextLong(300_000),
                random.nextLong(300_000),
                random.nextLong(300_000),
                random.nextLong(300_000),
                random.nextLong(100_000),
                0,
                0,
                random.nextBoolean(),
                new MediaTokens(
                        random.nextLong(50_000),
                        random.nextLong(50_000),
                        random.nextLong(9_000),
                        random.nextLong(9_000)),
                random.nextBoolean() ? null : TIERS.get(random.nextInt(TIERS.size())));
    }

    /** Some of each class. */
    static Usage part(Usage whole, RandomGenerator random) {
        MediaTokens media = whole.media();
        return new Usage(
                random.nextLong(whole.input() + 1),
                random.nextLong(whole.cacheRead() + 1),
                random.nextLong(whole.cacheWrite5m() + 1),
                random.nextLong(whole.cacheWrite1h() + 1),
                random.nextLong(whole.output() + 1),
                0,
                0,
                whole.estimated(),
                new MediaTokens(
                        random.nextLong(media.audioInput() + 1),
                        random.nextLong(media.imageInput() + 1),
                        random.nextLong(media.audioOutput() + 1),
                        random.nextLong(media.imageOutput() + 1)),
                whole.tier());
    }

    static Usage minus(Usage whole, Usage part) {
        MediaTokens all = whole.media();
        MediaTokens some = part.media();
        return new Usage(
                whole.input() - part.input(),
                whole.cacheRead() - part.cacheRead(),
                whole.cacheWrite5m() - part.cacheWrite5m(),
                whole.cacheWrite1h() - part.cacheWrite1h(),
                whole.output() - part.output(),
                0,
                0,
                whole.estimated(),
                new MediaTokens(
                        all.audioInput() - some.audioInput(),
                        all.imageInput() - some.imageInput(),
                        all.audioOutput() - some.audioOutput(),
                        all.imageOutput() - some.imageOutput()),
                whole.tier());
    }
}
