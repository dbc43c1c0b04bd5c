package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.imports.ImportPlan.Addition;
import dev.quartermaster.registry.imports.ImportPlan.Change;
import dev.quartermaster.registry.imports.ImportPlan.Refusal;
import dev.quartermaster.registry.imports.ImportPlan.Skipped;
import dev.quartermaster.registry.imports.ImportPlan.Unchanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares a foreign list with the registry. Changes nothing; makes one plan. */
public final class ImportPlanner {

    private final RegistrySnapshot registry;
    private final Predicate<ProviderId> known;
    private final Function<RegistryEntry, Optional<String>> fault;
    private final boolean acceptJumps;

    private final List<Addition> added = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<Unchanged> unchanged = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final Map<String, Integer> strangers = new TreeMap<>();
    private final Map<ModelKey, Integer> seen = new HashMap<>();

    private ImportPlanner(
            RegistrySnapshot registry,
            Predicate<ProviderId> known,
            Function<RegistryEntry, Optional<String>> fault,
            boolean acceptJumps) {
        this.registry = registry;
        this.known = known;
        this.fault = fault;
        this.acceptJumps = acceptJumps;
    }

    /**
     * @param registry what is held now
     * @param known whether models of a provider can be called from here at all
     * @param fault why an entry could not stand in the registry; empty when it could
     * @param acceptJumps whether prices far from those held are believed
     */
    public static ImportPlan plan(
            List<ImportRow> rows,
            RegistrySnapshot registry,
            Predicate<ProviderId> known,
            Function<RegistryEntry, Optional<String>> fault,
            boolean acceptJumps) {
        ImportPlanner planner = new ImportPlanner(registry, known, fault, acceptJumps);
        rows.forEach(planner::take);
        return planner.done();
    }

    private void take(ImportRow row) {
        if (isStranger(row)) {
            strangers.merge(row.provider(), 1, Integer::sum);
        } else if (row.entry() == null) {
            refuse(row, row.refusal());
        } else {
            compare(row);
        }
    }

    private boolean isStranger(ImportRow row) {
        if (row.entry() != null) {
            return !known.test(row.entry().model().key().provider());
        }
        return row.provider() != null
                && UncallableProviders.canonical(row.provider()).filter(known).isEmpty();
    }

    private void compare(ImportRow row) {
        ModelKey key = row.entry().model().key();
        Integer twin = seen.putIfAbsent(key, row.number());
        if (twin != null) {
            refuse(row, "it is " + key + ", as row " + twin + " is already");
            return;
        }
        RegistryEntry held = registry.entry(key).orElse(null);
        RegistryEntry after = held == null ? row.entry() : Merge.onto(held, row);
        Optional<String> reason = held == null ? aliased(key) : Optional.empty();
        if (reason.isEmpty()) {
            reason = fault.apply(after);
        }
        if (reason.isEmpty() && held != null && !acceptJumps) {
            reason = PriceJump.find(held.model().pricing(), after.model().pricing());
        }
        if (reason.isPresent()) {
            refuse(row, reason.get());
        } else if (held == null) {
            added.add(new Addition(row.number(), after));
        } else {
            keep(row, held, after);
        }
    }

    /** Within a provider a name means one model, and a name that is given cannot be taken away by a list. */
    private Optional<String> aliased(ModelKey key) {
        return registry.resolve(key.toString())
                .filter(other -> other.key().provider().equals(key.provider()))
                .filter(other -> other.aliases().contains(key.id()))
                .map(other -> "'" + key.id() + "' is an alias of " + other.key());
    }

    private void keep(ImportRow row, RegistryEntry held, RegistryEntry after) {
        List<FieldChange> fields = FieldChange.between(held, after);
        if (fields.isEmpty()) {
            unchanged.add(new Unchanged(row.number(), held));
        } else {
            changed.add(new Change(row.number(), held, after, fields));
        }
    }

    private void refuse(ImportRow row, @Nullable String reason) {
        refused.add(new Refusal(row.number(), row.key(), reason));
    }

    private ImportPlan done() {
        List<Skipped> skipped = new ArrayList<>();
        strangers.forEach(
                (provider, rows) -> skipped.add(new Skipped(provider, rows, UncallableProviders.reason(provider))));
        return new ImportPlan(added, changed, unchanged, refused, skipped);
    }
}
