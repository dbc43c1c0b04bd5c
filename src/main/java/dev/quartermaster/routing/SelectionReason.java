package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.routing.Selector.Selection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why the first model of a route stands first, in a sentence. */
final class SelectionReason {

    private SelectionReason() {}

    static String of(Selection selection, Need need) {
        List<Ranked> route = selection.route();
        if (route.isEmpty()) {
            return "none of " + selection.rejected().size() + " models can serve this request";
        }
        Ranked winner = route.get(0);
        String field = route.size() == 1
                ? "the only model of " + (selection.rejected().size() + 1) + " that can serve this request"
                : "best of " + route.size() + " models that can serve this request";
        return winner.model().key() + ": " + field + demands(need) + "; about " + winner.estimatedCost() + " USD"
                + rank(winner, route);
    }

    private static String demands(Need need) {
        String asked = Stream.concat(
                        need.capabilities().stream(), need.features().stream().map(feature -> feature.wire()))
                .distinct()
                .collect(Collectors.joining(", "));
        return asked.isEmpty() ? "" : " and have " + asked;
    }

    private static String rank(Ranked winner, List<Ranked> route) {
        if (route.size() == 1) {
            return "";
        }
        Money cheapest =
                route.stream().map(Ranked::estimatedCost).min(Money::compareTo).orElseThrow();
        return winner.estimatedCost().equals(cheapest) ? ", none cheaper" : ", the cheapest about " + cheapest + " USD";
    }
}
