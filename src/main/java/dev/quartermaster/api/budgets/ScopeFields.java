package dev.quartermaster.api.budgets;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what a budget covers: {@code scope} and {@code target}, or {@code scopes} for two dimensions together. */
@Singleton
class ScopeFields {

    private final Targets targets;

    ScopeFields(Targets targets) {
        this.targets = targets;
    }

    List<Scope> read(JsonFields fields) {
        if (fields.take("scopes") == null) {
            return one(fields);
        } else if (fields.take("scope") != null || fields.take("target") != null) {
            throw QuartermasterException.invalid("scopes", "'scopes' and 'scope' exclude each other");
        }
        List<Scope> scopes = new ArrayList<>();
        int count = fields.list("scopes").size();
        if (count < 1 || count > 2) {
            throw QuartermasterException.invalid("scopes", "'scopes' must be one or two of {scope, target}");
        }
        fields.each("scopes", item -> {
            List<Scope> read = one(item);
            item.refuseUnknown("is not a field of a scope");
            if (read.isEmpty()) {
                throw QuartermasterException.invalid(
                        item.path("scope"), "'" + item.path("scope") + "' must not be global beside or within others");
            }
            refuseTwice(scopes, read.get(0), item.path("scope"), item.path("target"));
            return scopes.addAll(read);
        });
        return scopes;
    }

    private List<Scope> one(JsonFields fields) {
        String word = fields.requiredWord("scope");
        String place = fields.path("scope");
        Dimension dimension = Dimension.of(word)
                .orElseThrow(() -> QuartermasterException.invalid(
                        place,
                        "'" + place + "' must be one of "
                                + Arrays.stream(Dimension.values())
                                        .map(Dimension::wire)
                                        .collect(Collectors.joining(", "))));
        if (dimension != Dimension.GLOBAL) {
            return List.of(targets.scope(dimension, fields.path("target"), fields.requiredWord("target")));
        } else if (fields.take("target") != null) {
            throw QuartermasterException.invalid(
                    fields.path("target"), "'" + fields.path("target") + "' must be left out: global has none");
        }
        return List.of();
    }

    private static void refuseTwice(List<Scope> others, Scope scope, String place, String target) {
        for (Scope other : others) {
            if (other.dimension() == scope.dimension()) {
                throw QuartermasterException.invalid(
                        place,
                        "'" + place + "' must be another one: a call has one "
                                + scope.dimension().wire());
            }
            refuseForeign(other, scope, target);
            refuseForeign(scope, other, target);
        }
    }

    /** A model of another provider would never be called there. */
    private static void refuseForeign(Scope provider, Scope model, String target) {
        if (provider.dimension() == Dimension.PROVIDER
                && model.dimension() == Dimension.MODEL
                && !model.target().startsWith(provider.target() + "/")) {
            throw QuartermasterException.invalid(
                    target, "'" + target + "': " + model.target() + " is no model of " + provider.target());
        }
    }
}
