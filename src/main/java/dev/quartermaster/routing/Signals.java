package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.Map;
import java.util.Set;

/**
 * What is known at one moment of models and providers; with the registry, the need and the settings it is all that a
 * choice depends on. Sparse: only what differs from what is assumed of anybody is in it.
 *
 * @param callable the providers that are switched on and can be called with the credentials at hand
 * @param region where Bedrock is called, so that models of other regions are left out; null when it is not known what
 *     that region offers
 * @param routes the way a call takes of Bedrock's models whose price depends on it
 * @param resident Bedrock's models that stay within the residency asked for, as far as the catalog knows them; null
 *     where nothing was asked or the catalog cannot tell
 * @param unreachable Bedrock's models that are not called at all, and why: no region that may be called offers them, or their
 *     data could leave the residency that is configured
 * @param tokenFactors by what a provider's own count of a prompt exceeds our estimate; 1 where it is not here
 * @param providers how providers are that are not well
 * @param models what is known of models that something is known of
 * @param closed why providers that are not callable are not, where more is known than that
 * @param barred models that no key at hand may call, and why
 */
public record Signals(
        Set<ProviderId> callable,
        String region,
        Map<ModelKey, PriceRoute> routes,
        Resident resident,
        Map<ModelKey, String> unreachable,
        Map<ProviderId, Double> tokenFactors,
        Map<ProviderId, ProviderSignal> providers,
        Map<ModelKey, ModelSignal> models,
        Map<ProviderId, Bar> closed,
        Map<ModelKey, Bar> barred) {

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
    }

    /** Signals without a word on what cannot be called. */
    public Signals(
            Set<ProviderId> callable,
            String region,
            Map<ModelKey, PriceRoute> routes,
            Resident resident,
            Map<ProviderId, Double> tokenFactors,
            Map<ProviderId, ProviderSignal> providers,
            Map<ModelKey, ModelSignal> models) {
        this(callable, region, routes, resident, Map.of(), tokenFactors, providers, models, Map.of(), Map.of());
    }

    /**
     * How a provider is, apart from any model of it.
     *
     * @param health from 0 to 1
     * @param healthWaitMs how long it is to be left alone; 0 when it may be called now
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
     * What the catalog says of a residency.
     *
     * @param known models whose way the catalog knows
     * @param within those of them that stay within it
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
        tokenFactors.values().forEach(factor -> {
            if (!(factor > 0 && Double.isFinite(factor))) {
                throw new IllegalArgumentException("a token factor is positive, not " + factor);
            }
        });
    }

    /** Nothing is known but that these can be called. */
    public static Signals of(Set<ProviderId> callable) {
        return new Signals(callable, null, Map.of(), null, Map.of(), Map.of(), Map.of());
    }

    public Signals withModels(Map<ModelKey, ModelSignal> known) {
        return new Signals(
                callable, region, routes, resident, unreachable, tokenFactors, providers, known, closed, barred);
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
                ofModels);
    }
}
