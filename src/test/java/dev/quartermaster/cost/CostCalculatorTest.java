package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
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
