package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request of 1,000 tokens, answered in 500 at the most, may cost 1,500 millionths of a model's price for a million. */
class BudgetSelectionTest {

    private static final ModelSpec DEAR =
            Models.named("openai/dear").price("100", "100").build();
    private static final ModelSpec CHEAP =
            Models.named("google/cheap").price("1", "1").build();
    private static final List<ModelSpec> BOTH = List.of(DEAR, CHEAP);

    @Test
    void aModelThatMayCostMoreThanIsLeftIsDroppedWithTheReason() {
        Selection selection = select(BOTH, Situations.plain(), blocking(budget("team", null, null, "0.1")));

        assertThat(Situations.names(selection)).containsExactly("google/cheap");
        assertThat(selection.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.model()).isEqualTo(DEAR.key());
            assertThat(rejected.lasting()).isFalse();
            assertThat(rejected.passedOverFor()).isEqualTo(FailureKind.BUDGET);
            assertThat(rejected.reason())
                    .isEqualTo("may cost up to 0.15 USD, and the budget team has 0.1 of 1 USD left");
            assertThat(rejected.shortage())
                    .isEqualTo(new BudgetShortage(budget("team", null, null, "0.1"), Money.usd("0.15"), true));
        });
    }

    @Test
    void theReasonOfTheChoiceNamesTheBudget() {
        ModelRequirements urgent = new ModelRequirements(Set.of(), 1_000, 500L, Priority.CRITICAL);
        ModelSpec quick = Models.named("openai/quick")
                .price("100", "100")
                .averageResponseTimeMs(1L)
                .build();

        assertThat(select(List.of(quick, CHEAP), urgent, blocking(budget("team", null, null, "0.1")))
                        .reason())
                .isEqualTo("google/cheap: the only one of 2 models that can serve this request, about 0.0015 USD;"
                        + " openai/quick dropped: may cost up to 0.15 USD, and the budget team has 0.1 of 1 USD left");
    }

    @Test
    void whatExactlyFitsStays() {
        assertThat(Situations.names(select(BOTH, Situations.plain(), blocking(budget("team", null, null, "0.15")))))
                .hasSize(2);
    }

    @Test
    void aBudgetCoversItsOwnModelsAlone() {
        BlockingBudget provider = budget("p", ProviderId.GOOGLE, null, "0");
        BlockingBudget model = budget("m", null, DEAR.key(), "0");

        assertThat(Situations.names(select(BOTH, Situations.plain(), blocking(provider))))
                .containsExactly("openai/dear");
        assertThat(Situations.names(select(BOTH, Situations.plain(), blocking(model))))
                .containsExactly("google/cheap");
    }

    @Test
    void aRequestLargerThanTheWholeBudgetIsNoMatterOfWaiting() {
        ModelRequirements large = new ModelRequirements(Set.of(), 1_000_000, 500_000L, Priority.MEDIUM);

        assertThat(select(List.of(CHEAP), large, blocking(budget("team", null, null, "1")))
                        .rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.lasting()).isTrue());
    }

    @Test
    void aModelWhoseCostHasNoBoundIsNotCoveredByAnyBudget() {
        ModelSpec open = Models.named("openai/open")
                .contextWindow(null)
                .maxOutputTokens(null)
                .build();
        ModelRequirements requirements = new ModelRequirements(Set.of(), 1_000, null, Priority.MEDIUM);

        assertThat(select(List.of(open), requirements, blocking(budget("team", null, null, "1")))
                        .rejected())
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.reason()).contains("no bound", "team", "max_output_tokens");
                    assertThat(rejected.lasting()).isTrue();
                    assertThat(rejected.shortage().asked()).isNull();
                });
    }

    @Test
    void aBudgetThatRefusesNobodyIsNotKept() {
        BlockingBudget ample = budget("ample", null, null, "1");
        BlockingBudget tight = budget("tight", null, null, "0.1");

        assertThat(select(BOTH, Situations.plain(), blocking(ample))
                        .inputs()
                        .signals()
                        .budgets())
                .isSameAs(BudgetSignals.NONE);
        assertThat(select(BOTH, Situations.plain(), blocking(ample, tight))
                        .inputs()
                        .signals()
                        .budgets()
                        .blocking())
                .containsExactly(tight);
    }

    @Test
    void aBudgetThatIsNearlySpentPrefersWhatIsCheaper() {
        ModelSpec able = Models.named("openai/able")
                .price("3", "3")
                .averageResponseTimeMs(200L)
                .build();
        ModelSpec slow = Models.named("google/slow")
                .price("1", "1")
                .averageResponseTimeMs(6_000L)
                .build();
        List<ModelSpec> models = List.of(able, slow);
        BudgetSignals spent = new BudgetSignals(List.of(), new BudgetSignals.Economy("team", 83), 1, 1, null);

        assertThat(Situations.names(select(models, Situations.plain(), BudgetSignals.NONE)))
                .first()
                .isEqualTo("openai/able");
        Selection economised = select(models, Situations.plain(), spent);
        assertThat(Situations.names(economised)).first().isEqualTo("google/slow");
        assertThat(economised.reason()).endsWith("; budget team is 83 % spent, so cheaper models are preferred");
        assertThat(economised.inputs().weights()).isEqualTo(Weights.DEFAULT.forPriority(Priority.LOW));
    }

    @Test
    void urgentTasksAreWeighedOneStepLowerAndCriticalOnesAsEver() {
        BudgetSignals spent = new BudgetSignals(List.of(), new BudgetSignals.Economy("team", 83), 1, 1, null);
        ModelRequirements high = new ModelRequirements(Set.of(), 1_000, 500L, Priority.HIGH);
        ModelRequirements critical = new ModelRequirements(Set.of(), 1_000, 500L, Priority.CRITICAL);

        assertThat(select(BOTH, high, spent).inputs().weights()).isEqualTo(Weights.DEFAULT);
        assertThat(select(BOTH, critical, spent).inputs().weights())
                .isEqualTo(Weights.DEFAULT.forPriority(Priority.CRITICAL));
        assertThat(select(BOTH, critical, spent).reason()).doesNotContain("budget");
    }

    /** Of any registry, exactly those stay that stay without budgets and fit. */
    @Test
    void nobodyStaysWhoDoesNotFitAndEverybodyWhoDoes() {
        ForAll.seeds(random -> {
            List<ModelSpec> models = Situations.registry(random);
            ModelRequirements need = Situations.need(random);
            Signals signals = Situations.signals(random, models);
            Money left = new Money(BigDecimal.valueOf(random.nextInt(1, 2_000_000), 6));
            double margin = 1 + random.nextDouble();
            BudgetSignals budgets =
                    new BudgetSignals(List.of(budget("b", null, null, left.toString())), null, margin, 1, null);

            List<String> without = Situations.names(Selector.select(models, Situations.inputs(need, signals)));
            Selection with = Selector.select(models, Situations.inputs(need, signals.withBudgets(budgets)));

            List<String> fitting = without.stream()
                    .filter(name -> most(models, name, need, signals, margin)
                            <= left.usd().movePointRight(9).longValue())
                    .toList();
            assertThat(Situations.names(with)).isEqualTo(fitting);
            assertThat(Selector.select(models, with.inputs()).route()).isEqualTo(with.route());
            assertThat(with.rejected())
                    .as("each has its reason")
                    .hasSize(models.size() - fitting.size())
                    .allSatisfy(rejected -> assertThat(rejected.reason()).isNotBlank());
        });
    }

    private static long most(
            List<ModelSpec> models, String name, ModelRequirements need, Signals signals, double margin) {
        ModelSpec model = models.stream()
                .filter(one -> one.key().toString().equals(name))
                .findFirst()
                .orElseThrow();
        double factor = signals.tokenFactors().getOrDefault(model.key().provider(), 1.0);
        long prompt = (long) Math.ceil((long) Math.ceil(need.inputTokens() * factor) * margin);
        return MaximumCost.of(model)
                .nanos(
                        new CallBounds(prompt, need.maxOutputTokens(), 1),
                        signals.routes().get(model.key()));
    }

    private static Selection select(List<ModelSpec> models, ModelRequirements need, BudgetSignals budgets) {
        return Selector.select(
                models, Situations.inputs(need, Signals.of(Situations.EVERYBODY).withBudgets(budgets)));
    }

    private static BudgetSignals blocking(BlockingBudget... budgets) {
        return new BudgetSignals(List.of(budgets), null, 1, 1, null);
    }

    private static BlockingBudget budget(String name, ProviderId provider, ModelKey model, String left) {
        Money spent = new Money(BigDecimal.ONE.subtract(new BigDecimal(left)));
        return new BlockingBudget(
                name, "global", provider, model, Money.usd("1"), spent, Money.ZERO, Money.usd(left), null, false);
    }
}
