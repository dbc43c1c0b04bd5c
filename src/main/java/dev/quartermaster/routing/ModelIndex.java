package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One list of models in the order of their keys, made ready for many choices. Immutable. */
final class ModelIndex {

    private final IndexedModel[] models;
    private final Map<ModelKey, IndexedModel> byKey = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final List<ProviderId> providers = new ArrayList<>();
    private final int priceScale;
    /** Positions of the models that a region offers, by its id. */
    private final Map<String, BitSet> offers = new ConcurrentHashMap<>();

    /** @param source in any order, each key once */
    ModelIndex(List<ModelSpec> source) {
        List<ModelSpec> sorted =
                source.stream().sorted(Comparator.comparing(ModelSpec::key)).toList();
        priceScale = ScaledPricing.scale(
                sorted.stream().map(ModelSpec::pricing).distinct().toList());
        models = new IndexedModel[sorted.size()];
        for (int i = 0; i < models.length; i++) {
            models[i] = indexed(sorted.get(i), i);
            byKey.put(models[i].key(), models[i]);
        }
    }

    private IndexedModel indexed(ModelSpec spec, int position) {
        BitSet capabilities = new BitSet();
        for (String word : Tasks.capabilities(spec)) {
            capabilities.set(words.computeIfAbsent(word, fresh -> words.size()));
        }
        int provider = providers.indexOf(spec.key().provider());
        if (provider < 0) {
            provider = providers.size();
            providers.add(spec.key().provider());
        }
        return new IndexedModel(spec, position, provider, capabilities, ScaledPricing.of(spec.pricing(), priceScale));
    }

    int size() {
        return models.length;
    }

    /** In the order of their keys. */
    List<ModelSpec> specs() {
        return Arrays.stream(models).map(model -> model.spec).toList();
    }

    IndexedModel get(int position) {
        return models[position];
    }

    /** Null when there is none. */
    @Nullable IndexedModel find(@Nullable ModelKey key) {
        return byKey.get(key);
    }

    List<ProviderId> providers() {
        return providers;
    }

    /** Positions of the models that can be called where Bedrock is called in this region; nobody may change it. */
    BitSet offeredIn(String region) {
        return offers.computeIfAbsent(region, where -> {
            BitSet offered = new BitSet(models.length);
            for (IndexedModel model : models) {
                List<String> regions = model.spec.regions();
                offered.set(model.position, !model.bedrock || regions.isEmpty() || regions.contains(where));
            }
            return offered;
        });
    }

    /** The place of a capability's word; -1 when no model has it. */
    int word(String capability) {
        return words.getOrDefault(capability, -1);
    }

    /** Digits behind the point of a cost in US dollars that {@link ScaledPricing#units} gives. */
    int unitDigits() {
        return 6 + priceScale;
    }
}
