package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.ledger.CostCorrection;
import dev.quartermaster.history.ledger.RatedRow;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepricingTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ModelSpec MODEL =
            Models.named("openai/a").price("1", "2").build();
    private static final ModelSpec OTHER =
            Models.named("openai/b").price("10", "20").build();
    private static final ModelSpec ROUTED = Models.named("bedrock/c")
            .pricing(new Pricing(
                    Rates.of("3", "15"),
                    List.of(),
                    Map.of(PriceRoute.GLOBAL, Pricing.flat(Rates.of("2", "10"))),
                    null,
                    null))
            .build();

    private final RegistrySnapshot registry = new RegistrySnapshot(List.of(MODEL, OTHER, ROUTED), List.of(), "v2", NOW);
    private final Repricing repricing = new Repricing(registry, any -> true);

    @Test
    void aRowFromBeforeBillsWereKeptIsPricedAsAWhole() {
        CostCorrection correction = repricing.of(row(MODEL, List.of(), Usage.of(100, 10), "0.5", null));

        assertThat(correction.cost()).isEqualTo(Money.usd("0.00012"));
        assertThat(correction.failedCost()).isNull();
        assertThat(correction.priceSource()).isEqualTo("registry");
        assertThat(correction.priceVersion()).isEqualTo("v2");
        assertThat(Repricing.isChange(correction)).isTrue();
    }

    @Test
    void eachCallIsPricedByItself() {
        List<Attempt> attempts = List.of(
                billed(MODEL, AttemptOutcome.ERROR, Usage.of(100, 10), "9"),
                billed(OTHER, AttemptOutcome.SUCCESS, Usage.of(200, 20), "8"));

        CostCorrection correction = repricing.of(row(OTHER, attempts, Usage.of(300, 30), "17", "9"));

        assertThat(correction.failedCost()).isEqualTo(Money.usd("0.00012"));
        assertThat(correction.cost()).isEqualTo(Money.usd("0.00252"));
        assertThat(correction.attempts().get(0).bill().costUsd()).isEqualByComparingTo("0.00012");
        assertThat(correction.attempts().get(1).bill().costUsd()).isEqualByComparingTo("0.0024");
    }

    @Test
    void callsOfOtherModelsKeepTheirCost() {
        List<Attempt> attempts = List.of(
                billed(MODEL, AttemptOutcome.ERROR, Usage.of(100, 10), "9"),
                billed(OTHER, AttemptOutcome.SUCCESS, Usage.of(200, 20), "8"));
        Repricing ofOne = new Repricing(registry, MODEL.key()::equals);

        CostCorrection correction = ofOne.of(row(OTHER, attempts, Usage.of(300, 30), "17", "9"));

        assertThat(correction.failedCost()).isEqualTo(Money.usd("0.00012"));
        assertThat(correction.cost()).isEqualTo(Money.usd("8.00012"));
    }

    @Test
    void theTierServedAndTheRouteTakenDecideAgain() {
        Usage flex = Usage.of(100, 10).at(ServiceTier.FLEX);

        assertThat(repricing.of(row(MODEL, List.of(), flex, "0.5", null)).cost())
                .as("there is no price for the tier")
                .isNull();
        assertThat(repricing
                        .of(routed(Usage.of(1_000_000, 0), PriceRoute.GLOBAL, true))
                        .cost())
                .isEqualTo(Money.usd("2"));
        assertThat(Repricing.isChange(repricing.of(routed(Usage.of(1_000_000, 0), null, false))))
                .as("the route of an old row is not known")
                .isFalse();
    }

    @Test
    void whatIsNotKnownToHaveBeenUsedStays() {
        assertThat(Repricing.isChange(repricing.of(row(MODEL, List.of(), Usage.NONE, null, null))))
                .isFalse();
        assertThat(Repricing.isChange(repricing.of(row(MODEL, List.of(), Usage.NONE, "0", "0"))))
                .isFalse();
        ModelSpec gone = Models.named("openai/gone").build();
        assertThat(Repricing.isChange(repricing.of(row(gone, List.of(), Usage.of(1, 1), "0.5", "0"))))
                .isFalse();
    }

    /** Billed at the prices of now, a request of any calls changes nothing; billed at others, it changes once. */
    @Test
    void anotherRunChangesNothing() {
        ForAll.seeds(random -> {
            ModelSpec one =
                    Models.named("openai/one").pricing(Pricings.any(random)).build();
            ModelSpec two =
                    Models.named("openai/two").pricing(Pricings.any(random)).build();
            Repricing prices = new Repricing(new RegistrySnapshot(List.of(one, two), List.of(), "v", NOW), any -> true);
            RequestBill bill = new RequestBill();
            List<Attempt> attempts = new ArrayList<>();
            for (int call = 1 + random.nextInt(3); call > 0; call--) {
                ModelSpec model = random.nextBoolean() ? one : two;
                AttemptOutcome outcome = random.nextBoolean() ? AttemptOutcome.ERROR : AttemptOutcome.SUCCESS;
                CallCost cost = CallCost.of(model, Pricings.usage(random), null);
                bill.add(cost, outcome == AttemptOutcome.ERROR);
                attempts.add(attempt(model, outcome).billed(cost.bill()));
            }
            RatedRow row = new RatedRow(
                    UUID.randomUUID(),
                    NOW,
                    one.key(),
                    attempts,
                    bill.usage(),
                    null,
                    true,
                    bill.cost(),
                    bill.total("v").failedCost(),
                    null,
                    null);

            assertThat(Repricing.isChange(prices.of(row))).isFalse();
            CostCorrection corrected = repriced(prices, row);
            assertThat(corrected.cost()).isEqualTo(bill.cost());
            assertThat(corrected.attempts()).isEqualTo(attempts);
        });
    }

    /** A bill has one form in JSON, written by hand or by its annotations, and comes back whole. */
    @Test
    void aBillComesBackFromTheLedgerWhole() {
        ObjectMapper json = new ObjectMapper();
        ForAll.seeds(random -> {
            ModelSpec model =
                    Models.named("openai/any").pricing(Pricings.any(random)).build();
            AttemptBill bill =
                    CallCost.of(model, Pricings.usage(random), PriceRoute.GEO).bill();
            java.io.StringWriter text = new java.io.StringWriter();
            try (var generator = json.getFactory().createGenerator(text)) {
                bill.write(generator);
            }

            assertThat(json.readValue(text.toString(), AttemptBill.class)).isEqualTo(bill);
            assertThat(json.readTree(text.toString())).isEqualTo(json.readTree(json.writeValueAsString(bill)));
        });
    }

    private static CostCorrection repriced(Repricing prices, RatedRow row) {
        List<Attempt> dearer = row.attempts().stream()
                .map(attempt -> attempt.billed(attempt.bill().costing(Money.usd("99"))))
                .toList();
        return prices.of(new RatedRow(
                row.id(),
                row.time(),
                row.model(),
                dearer,
                row.usage(),
                null,
                true,
                Money.usd("999"),
                row.failedCost(),
                null,
                null));
    }

    private static RatedRow row(ModelSpec model, List<Attempt> attempts, Usage usage, String cost, String failed) {
        return row(model.key(), attempts, usage, null, true, cost, failed);
    }

    private static RatedRow routed(Usage usage, PriceRoute route, boolean known) {
        return row(ROUTED.key(), List.of(), usage, route, known, "0.5", "0");
    }

    private static RatedRow row(
            ModelKey model,
            List<Attempt> attempts,
            Usage usage,
            PriceRoute route,
            boolean known,
            String cost,
            String failed) {
        return new RatedRow(
                UUID.randomUUID(), NOW, model, attempts, usage, route, known, money(cost), money(failed), null, null);
    }

    private static Money money(String usd) {
        return usd == null ? null : Money.usd(usd);
    }

    private static Attempt billed(ModelSpec model, AttemptOutcome outcome, Usage usage, String cost) {
        return attempt(model, outcome).billed(AttemptBill.of(usage, null, Money.usd(cost)));
    }

    private static Attempt attempt(ModelSpec model, AttemptOutcome outcome) {
        return new Attempt(
                model.key().provider().value(), model.key().id(), null, outcome, null, Integer.valueOf(200), 1);
    }
}
