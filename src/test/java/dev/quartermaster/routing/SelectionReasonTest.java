package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionReasonTest {

    private static final ModelRequirements WITH_TOOLS = new ModelRequirements(
                    Set.of(Feature.TOOLS), 199_500, 500L, Priority.MEDIUM)
            .with(new Constraints(Set.of("analysis", "tools"), null, null, Set.of(), null));

    @Test
    void theCheapestSaysSoAndWhoWouldHaveComeBeforeIt() {
        List<ModelSpec> models = List.of(
                big("openai/best").price("0.1", "0.1").build(),
                big("openai/cheap").price("1", "1").build(),
                big("openai/dear").price("5", "5").build(),
                big("openai/small").contextWindow(128_000L).build());
        Signals signals = Situations.knowing(Map.of("openai/best", ModelSignal.NONE.withQuota(9_000, 0.2, 1)));

        assertThat(reason(models, WITH_TOOLS, signals))
                .isEqualTo("openai/cheap: cheapest of 2 models that have analysis, tools and 200k context, "
                        + "about 0.2 USD; openai/best dropped: 90 % of its tokens/min used; free in 9 s");
    }

    @Test
    void whoeverIsDroppedAndWouldNotHaveComeFirstIsNotWorthAWord() {
        List<ModelSpec> models = List.of(
                Models.named("openai/a").price("1", "1").build(),
                Models.named("openai/b").price("900", "900").build());
        Signals signals = Situations.knowing(Map.of("openai/b", ModelSignal.NONE.withHealth(0, 9_000)));

        assertThat(reason(models, Situations.plain(), signals))
                .isEqualTo("openai/a: the only one of 2 models that can serve this request, about 0.0015 USD");
    }

    @Test
    void anotherThanTheCheapestNamesTheCheapest() {
        List<ModelSpec> models = List.of(
                Models.named("ollama/free")
                        .features()
                        .price("0", "0")
                        .contextWindow(2_000L)
                        .build(),
                Models.named("openai/able")
                        .features(Feature.values())
                        .price("0.1", "0.1")
                        .build());
        ModelRequirements requirements =
                Situations.plain().with(new Constraints(Set.of(), Money.usd("0.5"), 9_000L, Set.of(), "global"));

        assertThat(reason(models, requirements, Signals.of(Situations.EVERYBODY)))
                .isEqualTo("openai/able: best of 2 models that keep data in global, cost at most 0.5 USD and answer "
                        + "within 9000 ms, about 0.00015 USD, the cheapest ollama/free, free");
    }

    @Test
    void ofManyDroppedTheBestTwoAreNamed() {
        Map<String, ModelSignal> down = new HashMap<>();
        for (String name : List.of("openai/a", "openai/b", "openai/c")) {
            down.put(name, ModelSignal.NONE.withHealth(0, 1_500));
        }
        List<ModelSpec> models = List.of(
                Models.named("openai/a").price("3", "3").build(),
                Models.named("openai/b").price("1", "1").build(),
                Models.named("openai/c").price("2", "2").build(),
                Models.named("openai/d").price("50", "50").build());

        assertThat(reason(models, Situations.plain(), Situations.knowing(down)))
                .endsWith("; openai/b dropped: is unavailable: its calls failed; next try in 2 s"
                        + "; openai/c dropped: is unavailable: its calls failed; next try in 2 s; and 1 more");
    }

    @Test
    void whenThereIsNoneTheCommonestCausesAreNamed() {
        List<ModelSpec> models = List.of(
                Models.named("openai/a").disabled().build(),
                Models.named("openai/b").capabilities("embeddings").build(),
                Models.named("openai/c").capabilities("embeddings").build());

        assertThat(reason(models, Situations.plain(), Signals.of(Situations.EVERYBODY)))
                .isEqualTo("none of 3 models can serve this request (2: does not generate text; "
                        + "1: is disabled in the registry)");
        assertThat(reason(List.of(), Situations.plain(), Signals.of(Set.of())))
                .isEqualTo("none of 0 models can serve this request");
    }

    @Test
    void aConversationSaysWhetherItStays() {
        List<ModelSpec> models = List.of(
                Models.named("openai/a").price("1", "1").build(),
                Models.named("openai/b").price("1", "1").build());
        ModelRequirements running =
                Situations.plain().withConversation(new OngoingConversation(InputsJson.model("openai/b"), 0));

        assertThat(reason(models, running, Signals.of(Situations.EVERYBODY)))
                .contains("; the conversation moves on from openai/b");
        assertThat(reason(models.subList(1, 2), running, Signals.of(Situations.EVERYBODY)))
                .contains("; the conversation stays with it");
    }

    private static Models big(String name) {
        return Models.named(name).capabilities("text-generation", "analysis").contextWindow(1_000_000L);
    }

    private static String reason(List<ModelSpec> models, ModelRequirements requirements, Signals signals) {
        return Selector.select(models, Situations.inputs(requirements, signals)).reason();
    }
}
