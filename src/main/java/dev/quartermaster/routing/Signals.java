package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of the state of models and providers; with the registry, the requirements and the settings it determines a
 * selection. Sparse: it holds only values that differ from the defaults.
 *
 * @param callable the enabled providers with usable credentials
 * @param region the Bedrock region, so that models of other regions are left out; null if the region's offer is unknown
 * @param routes the call routes of Bedrock models whose price depends on it
 * @param resident the Bedrock models within the requested residency, as far as the catalog knows; null if none was
 *     requested or the catalog cannot tell
 * @param unreachable Bedrock models that are not called, with the reason: no callable region offers them, or their data
 *     could leave the configured residency
 * @param tokenFactors ratio of a provider's own token count to our estimate; 1 if absent
 * @param providers signals of impaired providers
 * @param models signals of models that have any
 * @param closed the reason why a provider is not callable, if known
 * @param barred models that no available key may call, with the reason
 * @param budgets what budgets say
 */
public record Signals(
        Set<ProviderId> callable,
        @Nullable String region,
        Map<ModelKey, PriceRoute> routes,
        @Nullable Resident resident,
        Map<ModelKey, String> unreachable,
        Map<ProviderId, Double> tokenFactors,
        Map<ProviderId, ProviderSignal> providers,
        Map<ModelKey, ModelSignal> models,
        Map<ProviderId, Bar> closed,
        Map<ModelKey, Bar> barred,
        BudgetSignals budgets) {

    /**
     * Why no call can be made.
     *
     * @param why in words that fit behind the model's name
     * @param waitMs after which one can be made; 0 where no wait would help
     */
    public record Bar(String why, long waitMs) {

        public Bar {
            if (why == null || waitMs < 0) {
                throw new IllegalArgumentException("a bar needs a reason, and a wait is not negative");
            }
        }

        // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Bar that && why.equals(that.why) && waitMs == that.waitMs);
        }

        @Override
        public int hashCode() {
            return 31 * why.hashCode() + Long.hashCode(waitMs);
        }
    }

    /** Signals without a word on budgets. */
    public Signals(
            Set<ProviderId> callable,
            @Nullable String region,
            Map<ModelKey, PriceRoute> routes,
            @Nullable Resident resident,
            Map<ModelKey, String> unreachable,
            Map<ProviderId, Double> tokenFactors,
            Map<ProviderId, ProviderSignal> providers,
            Map<ModelKey, ModelSignal> models,
            Map<ProviderId, Bar> closed,
            Map<ModelKey, Bar> barred) {
        this(
                callable,
                region,
                routes,
                resident,
                unreachable,
                tokenFactors,
                providers,
                models,
                closed,
                barred,
                BudgetSignals.NONE);
    }

    /** Signals without a word on what cannot be called. */
    public Signals(
            Set<ProviderId> callable,
            @Nullable String region,
            Map<ModelKey, PriceRoute> routes,
            @Nullable Resident resident,
            Map<ProviderId, Double> tokenFactors,
            Map<ProviderId, ProviderSignal> providers,
            Map<ModelKey, ModelSignal> models) {
        this(callable, region, routes, resident, Map.of(), tokenFactors, providers, models, Map.of(), Map.of());
    }

    /**
     * Signal of a provider, independent of its models.
     *
     * @param health from 0 to 1
     * @param healthWaitMs the wait for its circuit breaker; 0 if it may be called now
     */
    public record ProviderSignal(double health, long healthWaitMs) {

        static final ProviderSignal WELL = new ProviderSignal(1, 0);

        public ProviderSignal {
            if (!(health >= 0 && health <= 1) || healthWaitMs < 0) {
                throw new IllegalArgumentException("health is from 0 to 1, and a wait is not negative");
            }
        }
    }

    /**
     * Models within a requested residency, from the catalog.
     *
     * @param known models whose route the catalog knows
     * @param within those of them that stay within the residency
     */
    public record Resident(Set<ModelKey> known, Set<ModelKey> within) {

        public Resident {
            known = Set.copyOf(known);
            within = Set.copyOf(within);
        }
    }

    public Signals {
        callable = Set.copyOf(callable);
        routes = Map.copyOf(routes);
        unreachable = Map.copyOf(unreachable);
        tokenFactors = Map.copyOf(tokenFactors);
        providers = Map.copyOf(providers);
        models = Map.copyOf(models);
        closed = Map.copyOf(closed);
        barred = Map.copyOf(barred);
        for (double factor : tokenFactors.values()) {
            if (!(factor > 0 && Double.isFinite(factor))) {
                throw new IllegalArgumentException("a token factor is positive, not " + factor);
            }
        }
    }

    /** Nothing is known but that these can be called. */
    public static Signals of(Set<ProviderId> callable) {
        return new Signals(callable, null, Map.of(), null, Map.of(), Map.of(), Map.of());
    }

    public Signals withModels(Map<ModelKey, ModelSignal> known) {
        return new Signals(
                callable,
                region,
                routes,
                resident,
                unreachable,
                tokenFactors,
                providers,
                known,
                closed,
                barred,
                budgets);
    }

    public Signals withBars(Map<ProviderId, Bar> ofProviders, Map<ModelKey, Bar> ofModels) {
        return new Signals(
                callable,
                region,
                routes,
                resident,
                unreachable,
                tokenFactors,
                providers,
                models,
                ofProviders,
                ofModels,
                budgets);
    }

    public Signals withBudgets(BudgetSignals other) {
        return new Signals(
                callable,
                region,
                routes,
                resident,
                unreachable,
                tokenFactors,
                providers,
                models,
                closed,
                barred,
                other);
    }
}
