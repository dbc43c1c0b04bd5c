package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBillTest {

    private static final ModelSpec CHEAP = priced("openai/cheap", Pricing.flat(Rates.of("1", "2")));
    private static final ModelSpec DEAR = priced(
            "openai/dear", new Pricing(Rates.of("10", "20"), List.of(), Map.of(), "a list", LocalDate.of(2026, 7, 2)));

    private final RequestBill bill = new RequestBill();

    @Test
    void aRequestWithoutABilledCallCostsNothing() {
        assertThat(bill.total("v")).isEqualTo(InvocationCost.NONE);
    }

    @Test
    void callsAreBilledEachAtItsOwnPrice() {
        bill.add(CallCost.of(DEAR, Usage.of(100, 10), null), true);
        bill.add(CallCost.of(CHEAP, Usage.of(200, 20), PriceRoute.GEO), false);

        assertThat(bill.total("v1"))
                .isEqualTo(new InvocationCost(
                        Usage.of(300, 30),
                        Money.usd("0.00144"),
                        Money.usd("0.0012"),
                        PriceRoute.GEO,
                        "registry",
                        "v1"));
    }

    @Test
    void aPriceWithADayIsKnownByIt() {
        bill.add(CallCost.of(DEAR, Usage.of(1, 1), null), false);

        assertThat(bill.total("v1").priceSource()).isEqualTo("a list");
        assertThat(bill.total("v1").priceVersion()).isEqualTo("2026-07-02");
    }

    @Test
    void oneUnknownCostMakesTheWholeUnknown() {
        bill.add(CallCost.of(CHEAP, Usage.of(1, 1), null), true);
        bill.add(CallCost.of(CHEAP, Usage.of(1, 1).at(ServiceTier.PRIORITY), null), false);
        bill.add(CallCost.of(CHEAP, Usage.of(1, 1), null), false);

        assertThat(bill.cost()).isNull();
        assertThat(bill.total("v").failedCost()).isEqualTo(Money.usd("0.000003"));
        assertThat(bill.usage().totalTokens()).isEqualTo(6);
    }

    /** What is kept with an attempt is enough to price it again. */
    @Test
    void anAttemptCanBePricedAgain() {
        ForAll.seeds(random -> {
            ModelSpec model = priced("openai/any", Pricings.any(random));
            PriceRoute route = random.nextBoolean() ? null : PriceRoute.values()[random.nextInt(3)];
            CallCost cost = CallCost.of(model, Pricings.usage(random), route);
            AttemptBill kept = cost.bill();

            assertThat(CallCost.of(model, kept.usage(), kept.route())).isEqualTo(cost);
            assertThat(kept.costing(cost.cost())).isEqualTo(kept);
        });
    }

    private static ModelSpec priced(String key, Pricing pricing) {
        return Models.named(key).pricing(pricing).build();
    }
}
