package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Explains in a sentence why the first model of a route was chosen. */
final class SelectionReason {

    private static final int DROPPED_SHOWN = 2;
    private static final int CAUSES_SHOWN = 3;
    /** Context that nearly every model has is not worth a word. */
    private static final long MUCH_CONTEXT = 8_000;

    private final Selection selection;
    private final ModelRequirements requirements;

    SelectionReason(Selection selection) {
        this.selection = selection;
        this.requirements = selection.inputs().need();
    }

    String words() {
        if (selection.size() == 0) {
            return nobody();
        }
        IndexedModel winner = selection.model(0);
        return name(winner) + ": " + lead(winner) + conversation(winner) + economy() + dropped(winner);
    }

    private String lead(IndexedModel winner) {
        if (selection.size() == 1) {
            return "the only one of " + selection.considered() + " models that " + demands() + price(winner);
        }
        IndexedModel cheapest = selection.cheapest();
        String field = selection.size() + " models that " + demands() + price(winner);
        return selection.estimate().compare(cheapest, winner) == 0
                ? "cheapest of " + field
                : "best of " + field + ", the cheapest " + name(cheapest) + price(cheapest);
    }

    private String price(IndexedModel model) {
        Money cost = selection.estimate().exact(model);
        return cost.equals(Money.ZERO) ? ", free" : ", about " + cost + " USD";
    }

    private String demands() {
        List<String> parts = new ArrayList<>();
        List<String> had = had();
        if (!had.isEmpty()) {
            parts.add("have " + joined(had));
        }
        if (requirements.constraints().residency() != null) {
            parts.add("keep data in " + requirements.constraints().residency());
        }
        if (requirements.constraints().maxCost() != null) {
            parts.add("cost at most " + requirements.constraints().maxCost() + " USD");
        }
        if (requirements.constraints().maxLatencyMs() != null) {
            parts.add("answer within " + requirements.constraints().maxLatencyMs() + " ms");
        }
        return parts.isEmpty() ? "can serve this request" : joined(parts);
    }

    private List<String> had() {
        List<String> had = new ArrayList<>(requirements.constraints().capabilities());
        for (Feature feature : requirements.features()) {
            if (!had.contains(feature.wire())) {
                had.add(feature.wire());
            }
        }
        long context = requirements.inputTokens() + selection.demand().output;
        if (context > MUCH_CONTEXT) {
            had.add((context + 999) / 1_000 + "k context");
        }
        return had;
    }

    private String conversation(IndexedModel winner) {
        IndexedModel running = selection.demand().running;
        if (running == null) {
            return "";
        }
        return winner == running
                ? "; the conversation stays with it"
                : "; the conversation moves on from " + name(running);
    }

    private String economy() {
        BudgetSignals.Economy economy = selection.inputs().signals().budgets().economy();
        boolean decides = economy != null && requirements.priority().economised() != requirements.priority();
        return economy == null || !decides
                ? ""
                : "; budget " + economy.budget() + " is " + economy.spentPercent()
                        + " % spent, so cheaper models are preferred";
    }

    /** Those that would have come before the winner and are out for the moment only. */
    private String dropped(IndexedModel winner) {
        if (!selection.missed()) {
            return "";
        }
        double least = selection.scorer().suitability(winner);
        Map<IndexedModel, RejectionReason> missed = new LinkedHashMap<>();
        for (int i = 0; i < selection.demand().index.size(); i++) {
            IndexedModel model = selection.demand().index.get(i);
            RejectionReason reason = selection.reasonAgainst(model);
            if (reason != null && reason.passing() && selection.scorer().suitabilityIfFree(model) > least) {
                missed.put(model, reason);
            }
        }
        RejectionMessage words = selection.words();
        String told = missed.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -selection.scorer().suitabilityIfFree(entry.getKey())))
                .limit(DROPPED_SHOWN)
                .map(entry -> "; " + name(entry.getKey()) + " dropped: "
                        + words.rejection(entry.getKey(), entry.getValue()).reason())
                .collect(Collectors.joining());
        return missed.size() > DROPPED_SHOWN ? told + "; and " + (missed.size() - DROPPED_SHOWN) + " more" : told;
    }

    private String nobody() {
        Map<String, Integer> causes = new TreeMap<>();
        selection.rejected().forEach(rejection -> causes.merge(rejection.reason(), 1, Integer::sum));
        String told = causes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(CAUSES_SHOWN)
                .map(cause -> cause.getValue() + ": " + cause.getKey())
                .collect(Collectors.joining("; "));
        return "none of " + selection.considered() + " models can serve this request"
                + (told.isEmpty() ? "" : " (" + told + ")");
    }

    /** Ids of different providers may be the same; where they are not, the id says enough. */
    private static String name(IndexedModel model) {
        return model.key().toString();
    }

    private static String joined(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
