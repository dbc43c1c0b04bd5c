package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.routing.Signals.ProviderSignal;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request's inputs, made ready for an index: what would be looked up for each model is looked up once. */
final class PreparedInputs {

    /** Values that all models of a provider share. */
    record OfProvider(
            boolean callable, boolean excluded, long inputTokens, double askedLog, double health, long healthWaitMs) {}

    final ModelIndex index;
    final SelectionInputs inputs;
    final ModelRequirements need;
    final int task;
    final String[] capabilities;
    /** Places of the capabilities in the index, -1 where no model has one. */
    final int[] words;
    /** Maps each capability to the bit of the feature of the same name; 0 if there is none. */
    final int[] sameFeature;

    final int features;
    /** The most output tokens asked for; 0 where that was left open. */
    final long output;

    /** Positions of the only models that may be chosen; null for all. */
    final @Nullable BitSet allowed;

    /** Null without a conversation that has something in a cache. */
    final @Nullable IndexedModel running;

    /** Made when they are asked for: a request that names its models needs one of them. Any thread makes the same. */
    private final OfProvider[] providers;
    /** Signals by model position; null if there are none. */
    private final ModelSignal @Nullable [] signals;

    PreparedInputs(ModelIndex index, SelectionInputs inputs) {
        this.index = index;
        this.inputs = inputs;
        this.need = inputs.need();
        this.task = index.word(need.task());
        this.capabilities = need.constraints().capabilities().toArray(String[]::new);
        this.words = new int[capabilities.length];
        this.sameFeature = new int[capabilities.length];
        for (int i = 0; i < capabilities.length; i++) {
            words[i] = index.word(capabilities[i]);
            sameFeature[i] =
                    Feature.parse(capabilities[i]).map(IndexedModel::bit).orElse(0);
        }
        this.features = bits(need.features());
        this.output = need.maxOutputTokens() == null ? 0 : need.maxOutputTokens();
        this.allowed = allowed(index, need.asker().allowed());
        this.running = running(index, need.asker().conversation());
        this.providers = new OfProvider[index.providers().size()];
        this.signals = inputs.named() == null ? placed(index, inputs.signals().models()) : null;
    }

    private static ModelSignal[] placed(ModelIndex index, Map<ModelKey, ModelSignal> known) {
        ModelSignal[] placed = new ModelSignal[index.size()];
        known.forEach((key, signal) -> {
            IndexedModel model = index.find(key);
            if (model != null) {
                placed[model.position] = signal;
            }
        });
        return placed;
    }

    OfProvider provider(IndexedModel model) {
        OfProvider known = providers[model.provider];
        if (known == null) {
            known = ofProvider(index.providers().get(model.provider));
            providers[model.provider] = known;
        }
        return known;
    }

    ModelSignal signal(IndexedModel model) {
        ModelSignal known = signals == null ? inputs.signals().models().get(model.key()) : signals[model.position];
        return known == null ? ModelSignal.NONE : known;
    }

    private OfProvider ofProvider(ProviderId provider) {
        Signals all = inputs.signals();
        double factor = all.tokenFactors().getOrDefault(provider, 1.0);
        long tokens = tokens(need, factor);
        ProviderSignal signal = all.providers().getOrDefault(provider, ProviderSignal.WELL);
        return new OfProvider(
                all.callable().contains(provider),
                need.constraints().excludedProviders().contains(provider),
                tokens,
                CapabilityCriterion.log2(tokens + output),
                signal.health(),
                signal.healthWaitMs());
    }

    /** The prompt as its provider will count it. */
    static long tokens(ModelRequirements requirements, double factor) {
        return factor == 1 ? requirements.inputTokens() : (long) Math.ceil(requirements.inputTokens() * factor);
    }

    private static @Nullable IndexedModel running(ModelIndex index, @Nullable OngoingConversation ongoingConversation) {
        return ongoingConversation == null ? null : index.find(ongoingConversation.model());
    }

    private static @Nullable BitSet allowed(ModelIndex index, @Nullable Set<ModelKey> keys) {
        if (keys == null) {
            return null;
        }
        BitSet positions = new BitSet(index.size());
        for (ModelKey key : keys) {
            IndexedModel model = index.find(key);
            if (model != null) {
                positions.set(model.position);
            }
        }
        return positions;
    }

    private static int bits(Set<Feature> features) {
        int bits = 0;
        for (Feature feature : features) {
            bits |= IndexedModel.bit(feature);
        }
        return bits;
    }
}
