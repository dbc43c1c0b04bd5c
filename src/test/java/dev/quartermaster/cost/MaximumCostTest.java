package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.Samples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaximumCostTest {

    private static final long NANOS = 1_000_000_000L;
    private static final List<String> TIERS = List.of("", "auto", "flex", "priority", "batch", "default");

    @Test
    void isThePromptAtItsDearestClassAndTheWholeAnswer() {
        Rates rates = new Rates(usd("3"), usd("15"), usd("0.3"), usd("3.75"), usd("6"));
        ModelSpec model = Models.named("a/1").pricing(Pricing.flat(rates)).build();

        assertThat(nanos(model, new CallBounds(1_000, 200L, 1))).isEqualTo(6_000_000 + 3_000_000);
        assertThat(nanos(model, new CallBounds(1_000, 200L, 3))).isEqualTo(6_000_000 + 9_000_000);
    }

    @Test
    void anOpenAnswerTakesWhatTheModelGivesAtMost() {
        ModelSpec model =
                Models.named("a/1").price("1", "2").maxOutputTokens(4_000L).build();

        assertThat(nanos(model, new CallBounds(0, null, 1))).isEqualTo(8_000_000);
        assertThat(nanos(model, new CallBounds(0, null, 2))).isEqualTo(16_000_000);
    }

    @Test
    void withoutThatItTakesWhatTheContextWindowHolds() {
        ModelSpec model = Models.named("a/1")
                .price("1", "2")
                .contextWindow(10_000L)
                .maxOutputTokens(null)
                .build();

        assertThat(nanos(model, new CallBounds(4_000, null, 1))).isEqualTo(20_000_000);
        assertThat(nanos(
                        Models.named("a/1")
                                .price("3", "2")
                                .contextWindow(10_000L)
                                .maxOutputTokens(null)
                                .build(),
                        new CallBounds(4_000, null, 1)))
                .isEqualTo(4_000 * 3_000 + 6_000 * 2_000);
    }

    @Test
    void nothingBoundsAnAnswerOfAModelThatNothingIsKnownOf() {
        Models unknown = Models.named("a/1").contextWindow(null).maxOutputTokens(null);

        assertThat(nanos(unknown.price("1", "2").build(), new CallBounds(10, null, 1)))
                .isEqualTo(MaximumCost.UNBOUNDED);
        assertThat(nanos(unknown.price("0", "0").build(), new CallBounds(10, null, 1)))
                .isZero();
        assertThat(nanos(unknown.price("1", "0").build(), new CallBounds(10, null, 1)))
                .isEqualTo(10_000);
        assertThat(nanos(unknown.price("1", "2").build(), new CallBounds(10, null, 0)))
                .isEqualTo(10_000);
    }

    /** A prompt that turns out smaller than it was estimated may fall into a tier that is dearer. */
    @Test
    void aTierThatTheWholePromptDoesNotReachDoesNotCount() {
        Pricing pricing = new Pricing(
                Rates.of("1", "1"),
                List.of(new Pricing.Tier(100, Rates.of("4", "4")), new Pricing.Tier(200, Rates.of("2", "2"))),
                Map.of(),
                null,
                null);
        ModelSpec model = Models.named("a/1").pricing(pricing).build();

        assertThat(nanos(model, new CallBounds(100, 0L, 1))).isEqualTo(100_000);
        assertThat(nanos(model, new CallBounds(101, 0L, 1))).isEqualTo(404_000);
        assertThat(nanos(model, new CallBounds(201, 0L, 1))).isEqualTo(804_000);
    }

    @Test
    void aRouteHasPricesOfItsOwn() {
        Pricing pricing = new Pricing(
                Rates.of("1", "1"),
                List.of(),
                Map.of(PriceRoute.GLOBAL, Pricing.flat(Rates.of("0.5", "0.5"))),
                null,
                null);
        MaximumCost cost = MaximumCost.of(Models.named("a/1").pricing(pricing).build());
        CallBounds bounds = new CallBounds(1_000, 1_000L, 1);

        assertThat(cost.nanos(bounds, PriceRoute.GLOBAL)).isEqualTo(1_000_000);
        assertThat(cost.nanos(bounds, PriceRoute.GEO)).isEqualTo(2_000_000);
        assertThat(cost.nanos(bounds, null)).isEqualTo(2_000_000);
    }

    @Test
    void whatIsBeyondAnySumIsUnbounded() {
        ModelSpec model = Models.named("a/1").price("1000000", "1000000").build();

        assertThat(nanos(model, new CallBounds(Long.MAX_VALUE, Long.MAX_VALUE, 2)))
                .isEqualTo(MaximumCost.UNBOUNDED);
        assertThat(nanos(model, new CallBounds(10_000_000, 300L, 1))).isEqualTo(MaximumCost.UNBOUNDED);
    }

    /** The law of a hold: whatever a call uses within its bounds, it is not settled for more than was held. */
    @Test
    void noUsageWithinTheBoundsCostsMore() {
        ForAll.seeds(random -> {
            ModelSpec model = model(random);
            CallBounds bounds = bounds(random);
            PriceRoute route =
                    random.nextBoolean() ? null : PriceRoute.values()[random.nextInt(PriceRoute.values().length)];
            BigDecimal most = BigDecimal.valueOf(MaximumCost.of(model).nanos(bounds, route), 9);
            for (int i = 0; i < 30; i++) {
                Usage usage = usage(random, bounds, model);
                assertThat(CostCalculator.cost(model.pricing(), usage, route).usd())
                        .as("%s of %s on %s within %s", usage, model.pricing(), route, bounds)
                        .isLessThanOrEqualTo(most);
            }
        });
    }

    /** The same for audio and images, and whatever tier the provider serves at of those that were asked for. */
    @Test
    void noTierThatMayServeCostsMore() {
        ForAll.seeds(random -> {
            ModelSpec model =
                    Models.named("openai/1").pricing(Pricings.any(random)).build();
            String word = TIERS.get(random.nextInt(TIERS.size()));
            RequestedTier asked = word.isEmpty() ? null : RequestedTier.of(asking(word));
            boolean left = word.isEmpty() || word.equals("auto");
            PriceRoute route = random.nextBoolean() ? null : PriceRoute.GEO;
            for (int i = 0; i < 30; i++) {
                Usage any = Pricings.usage(random);
                ServiceTier served = left || random.nextBoolean() ? any.tier() : null;
                if (!left && served != null && !served.word().equals(word)) {
                    continue;
                }
                Usage usage = any.at(served);
                CallBounds bounds = new CallBounds(usage.promptTokens(), usage.answerTokens(), 1, asked);
                BigDecimal most = BigDecimal.valueOf(MaximumCost.of(model).nanos(bounds, route), 9);

                assertThat(CostCalculator.served(model.pricing(), usage, route).usd())
                        .as("%s at %s", usage, word)
                        .isLessThanOrEqualTo(most);
            }
        });
    }

    @Test
    void aTierWithoutAPriceIsNotCovered() {
        ModelSpec model = Models.named("openai/1").price("1", "1").build();
        MaximumCost cost = MaximumCost.of(model);
        CallBounds priority = new CallBounds(10, 10L, 1, RequestedTier.of(asking("priority")));
        CallBounds auto = new CallBounds(10, 10L, 1, RequestedTier.of(asking("auto")));

        assertThat(cost.nanos(priority, null)).isEqualTo(MaximumCost.UNBOUNDED);
        assertThat(cost.isPriced(priority, null)).isFalse();
        assertThat(cost.nanos(auto, null)).isEqualTo(20_000);
        assertThat(MaximumCost.of(Models.named("google/1").price("1", "1").build())
                        .nanos(priority, null))
                .as("its provider is not told of the tier")
                .isEqualTo(20_000);
    }

    @Test
    void aMissingPriceIsNever0() {
        Pricing unpublished = new Pricing(Rates.of("0", "0"), List.of(), Map.of(), Pricing.NOT_PUBLISHED, null);
        MaximumCost cost =
                MaximumCost.of(Models.named("a/1").pricing(unpublished).build());

        assertThat(cost.nanos(new CallBounds(1, 1L, 1), null)).isEqualTo(MaximumCost.UNBOUNDED);
        assertThat(cost.isPriced(new CallBounds(1, 1L, 1), null)).isFalse();
    }

    /** An account may be set to a dearer tier than the standard one; whoever asks for that by name does not get another. */
    @Test
    void whereTheTierIsLeftToTheProviderTheDearestIsHeld() {
        Pricing pricing = new Pricing(
                Rates.of("1", "1"),
                List.of(),
                Map.of(),
                Map.of(ServiceTier.PRIORITY, Pricing.flat(Rates.of("3", "3"))),
                null,
                null);
        for (String word : List.of("", "auto", "default", "standard_only", "priority")) {
            ChatRequest request = word.isEmpty() ? Samples.question("Hello") : asking(word);
            CallBounds bounds = new CallBounds(1_000, 0L, 1, RequestedTier.of(request));
            boolean standard = word.equals("default") || word.equals("standard_only");

            assertThat(nanos(Models.named("openai/1").pricing(pricing).build(), bounds))
                    .as("asked for '%s'", word)
                    .isEqualTo(standard ? 1_000_000 : 3_000_000);
            assertThat(nanos(Models.named("google/1").pricing(pricing).build(), bounds))
                    .as("one that is not told, and has no such setting")
                    .isEqualTo(1_000_000);
        }
        assertThat(nanos(Models.named("anthropic/1").pricing(pricing).build(), new CallBounds(1_000, 0L, 1)))
                .isEqualTo(3_000_000);
    }

    private static ChatRequest asking(String tier) {
        return Samples.question("Hello").withExtra(Map.of("service_tier", tier));
    }

    /** The smallest sum that would do, up to what is rounded: what is held and not used is kept from others. */
    @Test
    void theDearestUsageCostsAsMuch() {
        ForAll.seeds(random -> {
            Rates rates = rates(random);
            ModelSpec model = Models.named("a/1").pricing(Pricing.flat(rates)).build();
            CallBounds bounds = new CallBounds(random.nextInt(100_000), (long) random.nextInt(10_000), 1);
            BigDecimal prompt = rates.inputPer1m().max(or(rates.cacheReadPer1m(), BigDecimal.ZERO));
            prompt = prompt.max(or(rates.cacheWrite5mPer1m(), BigDecimal.ZERO));
            prompt = prompt.max(or(rates.cacheWrite1hPer1m(), BigDecimal.ZERO));
            BigDecimal exact = prompt.multiply(BigDecimal.valueOf(bounds.promptTokens()))
                    .add(rates.outputPer1m().multiply(BigDecimal.valueOf(bounds.answerTokens())))
                    .movePointLeft(6);

            assertThat(nanos(model, bounds))
                    .isEqualTo(exact.movePointRight(9)
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact());
        });
    }

    private static ModelSpec model(RandomGenerator random) {
        Map<PriceRoute, Pricing> routes = new EnumMap<>(PriceRoute.class);
        for (PriceRoute route : PriceRoute.values()) {
            if (random.nextInt(3) == 0) {
                routes.put(route, new Pricing(rates(random), tiers(random), Map.of(), null, null));
            }
        }
        return Models.named("a/1")
                .pricing(new Pricing(rates(random), tiers(random), routes, null, null))
                .contextWindow(1L + random.nextInt(200_000))
                .maxOutputTokens(random.nextBoolean() ? null : 1L + random.nextInt(50_000))
                .build();
    }

    private static List<Pricing.Tier> tiers(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Pricing.Tier(1 + i * 40_000L + random.nextInt(40_000), rates(random)))
                .toList();
    }

    private static Rates rates(RandomGenerator random) {
        return new Rates(price(random), price(random), maybe(random), maybe(random), maybe(random));
    }

    private static @Nullable BigDecimal maybe(RandomGenerator random) {
        return random.nextBoolean() ? null : price(random);
    }

    /** As fine as published prices are. */
    private static BigDecimal price(RandomGenerator random) {
        return BigDecimal.valueOf(random.nextInt(100_000_000), 2 + random.nextInt(5));
    }

    private static CallBounds bounds(RandomGenerator random) {
        Long answer = random.nextBoolean() ? null : (long) random.nextInt(20_000);
        return new CallBounds(random.nextInt(150_000), answer, random.nextInt(4));
    }

    private static Usage usage(RandomGenerator random, CallBounds bounds, ModelSpec model) {
        long prompt = random.nextInt(3) == 0 ? bounds.promptTokens() : random.nextLong(bounds.promptTokens() + 1);
        Long window = model.contextWindow();
        Long each = bounds.answerTokens() == null ? model.maxOutputTokens() : bounds.answerTokens();
        if (each == null && window != null) {
            prompt = Math.min(prompt, window);
            each = window - prompt;
        }
        long most = each * bounds.answers();
        long output = random.nextInt(3) == 0 ? most : random.nextLong(most + 1);
        long read = random.nextLong(prompt + 1);
        long write = random.nextLong(prompt - read + 1);
        long hour = random.nextLong(prompt - read - write + 1);
        return new Usage(prompt - read - write - hour, read, write, hour, output, 0, 0, false);
    }

    private static long nanos(ModelSpec model, CallBounds bounds) {
        return MaximumCost.of(model).nanos(bounds, null);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private static BigDecimal or(@Nullable BigDecimal price, BigDecimal otherwise) {
        return price == null ? otherwise : price;
    }

    @Test
    void aPriceTooFineForTheUnitIsRoundedUp() {
        ModelSpec model = Models.named("a/1").price("0.00000001", "0").build();

        assertThat(nanos(model, new CallBounds(1, 0L, 1))).isEqualTo(1);
        assertThat(nanos(model, new CallBounds(NANOS, 0L, 1))).isEqualTo(1_000_000);
    }
}
