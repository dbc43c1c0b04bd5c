package dev.quartermaster.api.budgets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.registry.edit.MergePatch;
import java.util.List;

/** Applies a JSON merge patch to a budget's definition in the form of a request. */
final class DefinitionPatch {

    private DefinitionPatch() {}

    /** Fields that exclude each other give way to those of the patch. */
    static ObjectNode apply(Budget budget, ObjectNode patch) {
        ObjectNode target = tree(budget);
        if (patch.hasNonNull("scopes")) {
            target.remove(List.of("scope", "target"));
        } else if (patch.hasNonNull("scope")) {
            target.remove(List.of("scopes", "target"));
        }
        if (patch.has("on_threshold") && !patch.hasNonNull("on_threshold")) {
            target.remove("economise_from");
        }
        return MergePatch.apply(target, patch);
    }

    private static ObjectNode tree(Budget budget) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", budget.name());
        if (budget.scopes().isEmpty()) {
            tree.put("scope", Dimension.GLOBAL.wire());
        } else if (budget.scopes().size() == 1) {
            put(tree, budget.scopes().get(0));
        } else {
            ArrayNode scopes = tree.putArray("scopes");
            budget.scopes().forEach(scope -> put(scopes.addObject(), scope));
        }
        tree.put("window", budget.window().unit().wire());
        tree.put("rolling", budget.window().rolling());
        tree.put("time_zone", budget.window().zone().getId());
        tree.put("limit_usd", budget.limit().usd());
        ArrayNode thresholds = tree.putArray("thresholds");
        budget.thresholds().forEach(thresholds::add);
        tree.put("action", budget.action().wire());
        if (budget.economiseFrom() != null) {
            tree.put("on_threshold", "economise");
            tree.put("economise_from", budget.economiseFrom());
        }
        tree.put("enabled", budget.enabled());
        return tree;
    }

    private static void put(ObjectNode tree, Scope scope) {
        tree.put("scope", scope.dimension().wire());
        tree.put("target", scope.target());
    }
}
