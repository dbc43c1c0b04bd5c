package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostEstimateTest {

    /** So that whoever is cheaper by a hair is never taken for dearer. */
    @Test
    void whatIsComparedInDoublesIsAsItIsInDecimals() {
        ForAll.seeds(random -> {
            ModelIndex index = new ModelIndex(Situations.registry(random));
            CostEstimate costEstimate = estimate(index, Situations.inputs(random, models(index)));
            for (int i = 0; i < 50; i++) {
                IndexedModel one = index.get(random.nextInt(index.size()));
                IndexedModel other = index.get(random.nextInt(index.size()));
                int exact = costEstimate.exact(one).compareTo(costEstimate.exact(other));
                int rounded = Double.compare(costEstimate.usd(one), costEstimate.usd(other));

                assertThat(costEstimate.compare(one, other)).isEqualTo(exact);
                assertThat(rounded).isIn(exact, 0);
                if (rounded == 0
                        && costEstimate.isExact(one, costEstimate.usd(one))
                        && costEstimate.isExact(other, costEstimate.usd(other))) {
                    assertThat(exact).isZero();
                }
            }
        });
    }

    @Test
    void theDearestAndTheFinestPricesAreExactToo() {
        ModelIndex index = new ModelIndex(List.of(
                Models.named("openai/dearest").price("1000000", "1000000").build(),
                Models.named("openai/finest").price("0.12345678901", "0").build(),
                Models.named("openai/usual").price("0.15", "0.6").build()));
        ModelRequirements requirements = Situations.plain();
        CostEstimate costEstimate = estimate(index, Situations.inputs(requirements));

        assertThat(costEstimate.exact(index.get(0))).isEqualTo(Money.usd("1500"));
        assertThat(costEstimate.exact(index.get(1))).isEqualTo(Money.usd("0.00012345678901"));
        assertThat(costEstimate.exact(index.get(2))).isEqualTo(Money.usd("0.00045"));
        assertThat(costEstimate.usd(index.get(1))).isEqualTo(0.00012345678901);
    }

    @Test
    void promptsAreTakenAsTheProviderCountsThemAndAnswersAsLongAsTheyUseToBe() {
        ModelSpec model =
                Models.named("openai/a").price("1", "1").maxOutputTokens(300L).build();
        ModelIndex index = new ModelIndex(
                List.of(model, Models.named("openai/b").price("1", "1").build()));
        ModelRequirements open =
                new ModelRequirements(Set.of(), 1_000, null, Situations.plain().priority());
        ModelSignal wordy =
                ModelSignal.NONE.withTrack(new PerformanceStatistics(9, 9, null, null, null, null, null, null, 700L));
        Signals known = Situations.knowing(Map.of("openai/b", wordy));
        Signals counted = new Signals(
                known.callable(), null, Map.of(), null, Map.of(ProviderId.OPENAI, 1.0005), Map.of(), known.models());
        CostEstimate costEstimate = estimate(index, Situations.inputs(open, counted));

        assertThat(costEstimate.exact(index.get(0))).isEqualTo(millionths(1_001 + 300));
        assertThat(costEstimate.exact(index.get(1))).isEqualTo(millionths(1_001 + 700));
    }

    private static Money millionths(long tokens) {
        return new Money(BigDecimal.valueOf(tokens, 6));
    }

    private static CostEstimate estimate(ModelIndex index, SelectionInputs inputs) {
        return new CostEstimate(new PreparedInputs(index, inputs));
    }

    private static List<ModelSpec> models(ModelIndex index) {
        return IntStream.range(0, index.size()).mapToObj(i -> index.get(i).spec).toList();
    }
}
