package dev.quartermaster.console.tuning;

import dev.quartermaster.console.Words;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.selection.SelectionService;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.Selection;
import dev.quartermaster.routing.SelectionInputs;
import dev.quartermaster.routing.Selector;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Chooses a model for a task from two registries, with what is known of health, limits and budgets now. */
@Singleton
@UnlessBuildProfile("prod")
class Preview {

    private static final int MOST_SHOWN = 5;

    private final SelectionService selections;

    Preview(SelectionService selections) {
        this.selections = selections;
    }

    /** @param route the first of the models that may answer, best first */
    record Choice(String title, String reason, List<Step> route, int others, int rejected) {}

    record Step(String model, String suitability, String cost) {}

    /** @param problem what is wrong with the task; empty where nothing is */
    record Choices(List<Choice> choices, String problem) {}

    Choices choose(TaskForm form, TwoRegistries registries, Caller caller) {
        try {
            SelectionInputs inputs =
                    selections.decide(form.task(form.agentType()), caller).inputs();
            return new Choices(
                    List.of(
                            choice("Before", Selector.select(registries.before().models(), inputs)),
                            choice("After", Selector.select(registries.after().models(), inputs))),
                    "");
        } catch (QuartermasterException wrong) {
            return new Choices(List.of(), String.valueOf(wrong.getMessage()));
        }
    }

    /** Tells how the first choices for an agent's task differ; empty where they do not. */
    String difference(TaskForm form, String agent, TwoRegistries registries, Caller caller) {
        try {
            SelectionInputs inputs = selections.decide(form.task(agent), caller).inputs();
            String before = first(Selector.select(registries.before().models(), inputs));
            String after = first(Selector.select(registries.after().models(), inputs));
            return before.equals(after) ? "" : "for the task above " + after + " is chosen, before " + before;
        } catch (QuartermasterException wrong) {
            return "";
        }
    }

    private static String first(Selection selection) {
        return selection.winner().map(ranked -> ranked.model().key().toString()).orElse("no model");
    }

    private static Choice choice(String title, Selection selection) {
        List<RankedModel> route = selection.route();
        return new Choice(
                title,
                selection.reason(),
                route.stream().limit(MOST_SHOWN).map(Preview::step).toList(),
                Math.max(0, route.size() - MOST_SHOWN),
                selection.rejected().size());
    }

    private static Step step(RankedModel ranked) {
        return new Step(
                ranked.model().key().toString(),
                String.format(Locale.ROOT, "%.3f", ranked.suitability()),
                Words.usd(ranked.estimatedCost().usd()));
    }
}
