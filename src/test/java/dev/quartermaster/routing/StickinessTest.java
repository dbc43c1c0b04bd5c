package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StickinessTest {

    private static final ModelSpec RUNNING =
            Models.named("openai/running").pricing(price("5")).build();
    private static final ModelSpec OTHER =
            Models.named("openai/other").pricing(price("3")).build();
    private static final List<ModelSpec> MODELS = List.of(RUNNING, OTHER);

    @Test
    void aConversationStaysWhereItsCacheIs() {
        Selection alone = Selector.select(MODELS, Situations.inputs(need(Priority.MEDIUM)));
        Selection sticky = Selector.select(MODELS, Situations.inputs(conversation(Priority.MEDIUM, 19_000)));

        assertThat(Situations.names(alone)).containsExactly("openai/other", "openai/running");
        assertThat(Situations.names(sticky)).containsExactly("openai/running", "openai/other");
    }

    @Test
    void whatIsCachedCostsWhatReadingTheCacheCostsAndMovingPaysInFull() {
        List<RankedModel> route = Selector.select(MODELS, Situations.inputs(conversation(Priority.MEDIUM, 19_000)))
                .route();

        // 1,000 tokens at 5 USD and 19,000 at a tenth of that; 20,000 at 3 USD; 100 of output each.
        assertThat(route.get(0).estimatedCost()).isEqualTo(Money.usd("0.0155"));
        assertThat(route.get(1).estimatedCost()).isEqualTo(Money.usd("0.0609"));
    }

    @Test
    void whatTheLostCacheCostsIsShown() {
        List<RankedModel> route = Selector.select(MODELS, Situations.inputs(conversation(Priority.MEDIUM, 19_000)))
                .route();

        assertThat(route.get(0).scores().stickiness()).isZero();
        Scores moved = route.get(1).scores();
        // With the cache it would have been 1,000 tokens at 3 USD and 19,000 at 0.3.
        assertThat(moved.cost()).isEqualTo(CostCriterion.score(0.0096, ScoringParameters.DEFAULT));
        assertThat(moved.stickiness()).isEqualTo(moved.cost() - CostCriterion.score(0.0609, ScoringParameters.DEFAULT));
    }

    @Test
    void itMovesWhenTheGainIsWorthMore() {
        Signals shaken = Situations.knowing(Map.of("openai/running", ModelSignal.NONE.withHealth(0.25, 0)));

        assertThat(Situations.names(
                        Selector.select(MODELS, Situations.inputs(conversation(Priority.MEDIUM, 19_000), shaken))))
                .containsExactly("openai/other", "openai/running");
    }

    @Test
    void whereNoPriceCountsALostCacheDoesNotEither() {
        Signals shaken = Situations.knowing(Map.of("openai/running", ModelSignal.NONE.withHealth(0.99, 0)));

        assertThat(Situations.names(
                        Selector.select(MODELS, Situations.inputs(conversation(Priority.CRITICAL, 19_000), shaken))))
                .containsExactly("openai/other", "openai/running");
    }

    @Test
    void aCacheIsNoLargerThanThePromptAndOneOfAModelThatIsGoneIsNone() {
        ModelRequirements larger = conversation(Priority.MEDIUM, 90_000);
        ModelRequirements gone =
                need(Priority.MEDIUM).withConversation(new OngoingConversation(InputsJson.model("openai/gone"), 900));

        assertThat(Selector.select(MODELS, Situations.inputs(larger))
                        .winner()
                        .orElseThrow()
                        .estimatedCost())
                .isEqualTo(Money.usd("0.011"));
        assertThat(Selector.select(MODELS, Situations.inputs(gone)).route())
                .isEqualTo(Selector.select(MODELS, Situations.inputs(need(Priority.MEDIUM)))
                        .route());
    }

    private static ModelRequirements need(Priority priority) {
        return new ModelRequirements(Set.of(), 20_000, 100L, priority);
    }

    private static ModelRequirements conversation(Priority priority, long cached) {
        return need(priority).withConversation(new OngoingConversation(RUNNING.key(), cached));
    }

    /** Output costs ten dollars or nine, reading the cache a tenth of the input. */
    private static Pricing price(String input) {
        BigDecimal full = new BigDecimal(input);
        return Pricing.flat(
                new Rates(full, new BigDecimal(input.equals("5") ? "10" : "9"), full.movePointLeft(1), null, null));
    }
}
