package dev.quartermaster.routing;

import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Tasks;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A registered model, made ready to be looked at in a few nanoseconds. */
final class IndexedModel {

    static final long UNBOUNDED = Long.MAX_VALUE;

    final ModelSpec spec;
    /** Index of the model in the order of all keys. */
    final int position;
    /** Its provider's place in the index. */
    final int provider;
    /** Its capabilities' places in the index. */
    final BitSet capabilities;
    /** A bit for each of {@link Feature}. */
    final int features;

    final double featureShare;
    final boolean enabled;
    final boolean bedrock;
    final long contextWindow;
    final double windowLog;
    final long maxInputTokens;
    final long maxOutputTokens;
    final double statedMs;
    final boolean hasQuota;
    /** Null where its prices are left to decimals. */
    final @Nullable ScaledPricing pricing;

    private @Nullable MaximumCost maximumCost;

    IndexedModel(
            ModelSpec spec, int position, int provider, BitSet capabilities, @Nullable ScaledPricing scaledPricing) {
        this.spec = spec;
        this.position = position;
        this.provider = provider;
        this.capabilities = capabilities;
        this.pricing = scaledPricing;
        this.features =
                Tasks.features(spec).stream().mapToInt(IndexedModel::bit).reduce(0, (some, more) -> some | more);
        this.enabled = spec.enabled();
        this.featureShare = CapabilityCriterion.featureShare(spec.features().size());
        this.bedrock = spec.key().provider().equals(ProviderId.BEDROCK);
        this.contextWindow = orUnbounded(spec.contextWindow());
        this.windowLog = spec.contextWindow() == null ? Double.NaN : CapabilityCriterion.log2(spec.contextWindow());
        this.maxInputTokens = orUnbounded(spec.maxInputTokens());
        this.maxOutputTokens = orUnbounded(spec.maxOutputTokens());
        this.statedMs = spec.averageResponseTimeMs() == null ? Double.NaN : spec.averageResponseTimeMs();
        RateLimits limits = spec.rateLimits();
        this.hasQuota = limits.requestsPerMinute() != null || limits.tokensPerMinute() != null;
    }

    /** The most its calls can cost. Made when it is asked for; any thread makes the same. */
    MaximumCost maximumCost() {
        MaximumCost known = maximumCost;
        if (known == null) {
            known = MaximumCost.of(spec);
            maximumCost = known;
        }
        return known;
    }

    ModelKey key() {
        return spec.key();
    }

    static int bit(Feature feature) {
        return 1 << feature.ordinal();
    }

    private static long orUnbounded(@Nullable Long tokens) {
        return tokens == null ? UNBOUNDED : tokens;
    }
}
