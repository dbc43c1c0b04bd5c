package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.imports.ImportPlan.Addition;
import dev.quartermaster.registry.imports.ImportPlan.Change;
import dev.quartermaster.registry.imports.ImportPlan.FieldChange;
import dev.quartermaster.registry.imports.ImportPlan.Refusal;
import dev.quartermaster.registry.imports.ImportPlan.Skipped;
import dev.quartermaster.registry.imports.ImportPlan.Unchanged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares a foreign list with the registry and plans the changes. Pure. */
public final class ImportPlanner {

    private final RegistrySnapshot registry;
    private final Predicate<ProviderId> known;
    private final Function<RegistryEntry, Optional<String>> fault;
    private final boolean acceptJumps;

    private final List<Addition> added = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<Unchanged> unchanged = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final Map<String, Integer> uncallable = new TreeMap<>();
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
        RegistryEntry listed = row.entry();
        if (isUncallable(row)) {
            uncallable.merge(row.provider(), 1, Integer::sum);
        } else if (listed == null) {
            refuse(row, row.refusal());
        } else {
            compare(row, listed);
        }
    }

    private boolean isUncallable(ImportRow row) {
        if (row.entry() != null) {
            return !known.test(row.entry().model().key().provider());
        }
        return row.provider() != null
                && UncallableProviders.canonical(row.provider()).filter(known).isEmpty();
    }

    private void compare(ImportRow row, RegistryEntry listed) {
        ModelKey key = listed.model().key();
        Integer twin = seen.putIfAbsent(key, row.number());
        if (twin != null) {
            refuse(row, "it is " + key + ", as row " + twin + " is already");
            return;
        }
        RegistryEntry held = registry.entry(key).orElse(null);
        RegistryEntry after = held == null ? listed : Merge.onto(held, listed, row.absent());
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

    /** Refuses a key that is an alias of another model of the provider: a list cannot take a name away. */
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
        uncallable.forEach(
                (provider, rows) -> skipped.add(new Skipped(provider, rows, UncallableProviders.reason(provider))));
        return new ImportPlan(added, changed, unchanged, refused, skipped);
    }

    /**
     * Refuses a price so far from the one that is held that its unit is more likely wrong than its amount: per token, per
     * thousand and per million lie a thousand apart, and no provider has changed a price by this much at once.
     */
    static final class PriceJump {

        private static final BigDecimal MOST = BigDecimal.valueOf(50);

        private PriceJump() {}

        /** Returns why the listed price is implausible; empty when it is plausible or the held price is 0. */
        static Optional<String> find(Pricing held, Pricing listed) {
            return between(
                            "input_per_1m",
                            held.base().inputPer1m(),
                            listed.base().inputPer1m())
                    .or(() -> between(
                            "output_per_1m",
                            held.base().outputPer1m(),
                            listed.base().outputPer1m()));
        }

        private static Optional<String> between(String field, BigDecimal held, BigDecimal listed) {
            if (held.signum() == 0) {
                return Optional.empty();
            }
            boolean high = listed.compareTo(held.multiply(MOST)) > 0;
            boolean low = listed.multiply(MOST).compareTo(held) < 0;
            if (!high && !low) {
                return Optional.empty();
            }
            return Optional.of("pricing." + field + " would be " + listed.toPlainString() + " USD per million tokens, "
                    + (high ? "more than " + MOST + " times" : "less than 1/" + MOST + " of") + " the "
                    + held.toPlainString() + " held now; if that is right: accept_price_changes=true");
        }
    }

    /** Providers of foreign lists that cannot be called from here. */
    static final class UncallableProviders {

        private UncallableProviders() {}

        /** The provider a list means, whether or not it is known here; empty when that can be nobody's name. */
        static Optional<ProviderId> canonical(String name) {
            try {
                return Optional.of(LiteLlmName.provider(name));
            } catch (IllegalArgumentException noName) {
                return Optional.empty();
            }
        }

        static String reason(String provider) {
            if (provider.startsWith("vertex_ai") || provider.startsWith("google-vertex")) {
                return "Vertex AI is another service than the Gemini API, with names and prices of its own";
            }
            return "no provider of this name is configured (quartermaster.providers." + provider + ")";
        }
    }
}
