package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.testing.ForAll;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostCalculatorTest {

    private static final int TRIES = 500;

    /** The figures of a published mistake: cached tokens billed once more as ordinary input gave 0.7642. */
    @Test
    void geminiCacheReadsAreBilledOnce() {
        Pricing pricing = Pricing.flat(rates("1.25", "10", "0.625", null, null));
        Usage usage = new Usage(262_960 - 257_955, 257_955, 0, 0, 1_744, 0, 0, false);

        assertThat(cost(pricing, usage)).isEqualTo("0.184918125");
    }

    /** The figures of a published mistake: cached tokens at the input rate gave 1.67825. */
    @Test
    void openAiCacheReadsAreBilledAtTheirOwnRate() {
        Pricing pricing = Pricing.flat(rates("1.25", "10", "0.125", null, null));
        Usage usage = new Usage(51_232, 1_188_096, 0, 0, 12_909, 0, 0, false);

        assertThat(cost(pricing, usage)).isEqualTo("0.341642");
    }

    /** The figures of a published mistake: tokens written to the cache billed as input too gave 1.85984625. */
    @Test
    void anthropicCacheWritesAreBilledOnce() {
        Pricing pricing = Pricing.flat(rates("5", "25", "0.50", "6.25", "10"));
        Usage usage = new Usage(6, 0, 159_217, 0, 2_745, 0, 0, false);

        assertThat(cost(pricing, usage)).isEqualTo("1.06376125");
    }

    @Test
    void aClassWithoutAPriceCostsWhatInputCosts() {
        Pricing pricing = Pricing.flat(Rates.of("2", "8"));

        assertThat(cost(pricing, new Usage(1, 2, 3, 4, 5, 0, 0, false))).isEqualTo("0.00006");
    }

    @Test
    void reasoningIsPartOfTheOutput() {
        Pricing pricing = Pricing.flat(Rates.of("0", "1"));

        assertThat(cost(pricing, new Usage(0, 0, 0, 0, 1_000_000, 900_000, 0, false)))
                .isEqualTo("1");
    }

    @Test
    void cachedTokensCountTowardsATierThatThenHoldsForAll() {
        Pricing.Tier tier = new Pricing.Tier(200_000, rates("2.50", "15", "0.25", null, null));
        Pricing pricing = new Pricing(rates("1.25", "10", "0.125", null, null), List.of(tier), Map.of(), null, null);

        assertThat(cost(pricing, new Usage(1_000, 199_000, 0, 0, 1_000, 0, 0, false)))
                .isEqualTo("0.036125");
        assertThat(cost(pricing, new Usage(1_001, 199_000, 0, 0, 1_000, 0, 0, false)))
                .isEqualTo("0.0672525");
    }

    @Test
    void theRouteTakenDecidesThePrice() {
        Pricing pricing = new Pricing(
                Rates.of("3.30", "16.50"),
                List.of(),
                Map.of(PriceRoute.GLOBAL, Pricing.flat(Rates.of("3", "15"))),
                null,
                null);
        Usage usage = Usage.of(1_000_000, 0);

        assertThat(CostCalculator.cost(pricing, usage, PriceRoute.GLOBAL)).isEqualTo(Money.usd("3"));
        assertThat(CostCalculator.cost(pricing, usage, PriceRoute.GEO)).isEqualTo(Money.usd("3.30"));
        assertThat(CostCalculator.cost(pricing, usage, null)).isEqualTo(Money.usd("3.30"));
    }

    @Test
    void audioAndImagesHaveTheirOwnPricesOrThoseOfText() {
        Usage usage = new Usage(
                0, 0, 0, 0, 0, 0, 0, false, new MediaTokens(1_000_000, 1_000_000, 1_000_000, 1_000_000), null);

        assertThat(cost(Pricing.flat(Rates.of("0.3", "2.5")), usage)).isEqualTo("5.6");
        assertThat(cost(
                        Pricing.flat(new Rates(
                                decimal("0.3"),
                                decimal("2.5"),
                                null,
                                null,
                                null,
                                new MediaRates(decimal("1"), decimal("0.5"), decimal("12"), decimal("30")))),
                        usage))
                .isEqualTo("43.5");
    }

    @Test
    void audioCountsTowardsTheThresholdOfAPrice() {
        Pricing.Tier tier = new Pricing.Tier(200_000, Rates.of("2", "4"));
        Pricing pricing = new Pricing(Rates.of("1", "2"), List.of(tier), Map.of(), null, null);
        MediaTokens audio = new MediaTokens(1, 0, 0, 0);

        assertThat(cost(pricing, new Usage(200_000, 0, 0, 0, 0, 0, 0, false, audio, null)))
                .isEqualTo("0.400002");
    }

    @Test
    void theTierServedDecidesThePriceAndOneWithoutAPriceHasNone() {
        Pricing.Tier large = new Pricing.Tier(200_000, Rates.of("5", "20"));
        Pricing flex = new Pricing(Rates.of("1", "4"), List.of(large), Map.of(), null, null);
        Pricing fast = Pricing.flat(Rates.of("4", "16"));
        Pricing global = new Pricing(
                Rates.of("1.8", "7"), List.of(), Map.of(), Map.of(ServiceTier.LATENCY_OPTIMIZED, fast), null, null);
        Pricing pricing = new Pricing(
                Rates.of("2", "8"),
                List.of(),
                Map.of(PriceRoute.GLOBAL, global),
                Map.of(ServiceTier.FLEX, flex),
                null,
                null);
        Usage million = Usage.of(100_000, 100_000);

        assertThat(CostCalculator.served(pricing, million, null)).isEqualTo(Money.usd("1"));
        assertThat(CostCalculator.served(pricing, million.at(ServiceTier.FLEX), null))
                .isEqualTo(Money.usd("0.5"));
        assertThat(CostCalculator.served(pricing, Usage.of(1_000_000, 0).at(ServiceTier.FLEX), null))
                .isEqualTo(Money.usd("5"));
        assertThat(CostCalculator.served(pricing, million.at(ServiceTier.PRIORITY), null))
                .isNull();
        assertThat(CostCalculator.served(pricing, million.at(ServiceTier.LATENCY_OPTIMIZED), PriceRoute.GLOBAL))
                .isEqualTo(Money.usd("2"));
        assertThat(CostCalculator.served(pricing, million.at(ServiceTier.FLEX), PriceRoute.GLOBAL))
                .as("a route of its own has tiers of its own")
                .isNull();
    }

    @Test
    void aPriceThatNobodyPublishedIsNotZero() {
        Pricing unpublished = new Pricing(Rates.of("0", "0"), List.of(), Map.of(), Pricing.NOT_PUBLISHED, null);

        assertThat(CostCalculator.served(unpublished, Usage.of(1, 1), null)).isNull();
        assertThat(CostCalculator.served(Pricing.flat(Rates.of("0", "0")), Usage.of(1, 1), null))
                .isEqualTo(Money.ZERO);
    }

    /** Every class of every usage, at any tier and route: the parts cost what the whole costs, to the last digit. */
    @Test
    void anyWayToSplitAUsageCostsTheSame() {
        ForAll.seeds(random -> {
            Pricing pricing = Pricings.any(random);
            Usage whole = Pricings.usage(random);
            PriceRoute route = random.nextBoolean() ? null : PriceRoute.values()[random.nextInt(3)];
            Rates rates = pricing.ratesFor(whole.promptTokens(), route, whole.tier());
            Money sum = Money.ZERO;
            Usage rest = whole;
            for (int parts = random.nextInt(4); parts > 0; parts--) {
                Usage part = Pricings.part(rest, random);
                rest = Pricings.minus(rest, part);
                sum = sum.plus(CostCalculator.cost(Pricing.flat(rates), part, null));
            }

            assertThat(sum.plus(CostCalculator.cost(Pricing.flat(rates), rest, null)))
                    .isEqualTo(CostCalculator.served(pricing, whole, route));
        });
    }

    @Test
    void theCostIsTheSumOfTheClasses() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            Pricing pricing = anyPricing(random);
            Usage usage = anyUsage(random);

            Money apart = CostCalculator.cost(pricing, of(usage.input(), 0, 0, 0, 0), null)
                    .plus(CostCalculator.cost(pricing, of(0, usage.cacheRead(), 0, 0, 0), null))
                    .plus(CostCalculator.cost(pricing, of(0, 0, usage.cacheWrite5m(), 0, 0), null))
                    .plus(CostCalculator.cost(pricing, of(0, 0, 0, usage.cacheWrite1h(), 0), null))
                    .plus(CostCalculator.cost(pricing, of(0, 0, 0, 0, usage.output()), null));

            assertThat(CostCalculator.cost(pricing, usage, null))
                    .as("seed %d", seed)
                    .isEqualTo(apart);
        }
    }

    @Test
    void moreTokensOfAClassNeverCostLess() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            Pricing pricing = anyPricing(random);
            Usage usage = anyUsage(random);
            long more = random.nextInt(1_000_000);
            int grown = random.nextInt(5);
            Usage larger = of(
                    usage.input() + (grown == 0 ? more : 0),
                    usage.cacheRead() + (grown == 1 ? more : 0),
                    usage.cacheWrite5m() + (grown == 2 ? more : 0),
                    usage.cacheWrite1h() + (grown == 3 ? more : 0),
                    usage.output() + (grown == 4 ? more : 0));

            assertThat(CostCalculator.cost(pricing, larger, null))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(CostCalculator.cost(pricing, usage, null));
        }
    }

    private static String cost(Pricing pricing, Usage usage) {
        return CostCalculator.cost(pricing, usage, null).toString();
    }

    private static Rates rates(String input, String output, String read, String write5m, String write1h) {
        return new Rates(decimal(input), decimal(output), decimal(read), decimal(write5m), decimal(write1h));
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Usage of(long input, long read, long write5m, long write1h, long output) {
        return new Usage(input, read, write5m, write1h, output, 0, 0, false);
    }

    private static Usage anyUsage(Random random) {
        return of(
                random.nextInt(2_000_000),
                random.nextInt(2_000_000),
                random.nextInt(2_000_000),
                random.nextInt(2_000_000),
                random.nextInt(200_000));
    }

    private static Pricing anyPricing(Random random) {
        return Pricing.flat(new Rates(
                price(random),
                price(random),
                random.nextBoolean() ? price(random) : null,
                random.nextBoolean() ? price(random) : null,
                random.nextBoolean() ? price(random) : null));
    }

    private static BigDecimal price(Random random) {
        return BigDecimal.valueOf(random.nextInt(100_000_000), 6);
    }
}
