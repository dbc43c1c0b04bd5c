package dev.quartermaster.credentials;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The pairs of key and model that are left out for a while. Safe for use by many threads, without a lock. */
final class Denials {

    private final Map<ModelKey, Map<String, Denial>> byModel = new ConcurrentHashMap<>();

    void add(Denial denial) {
        byModel.computeIfAbsent(denial.model(), any -> new ConcurrentHashMap<>())
                .merge(denial.keyId(), denial, (known, fresh) -> fresh.until().isAfter(known.until()) ? fresh : known);
    }

    boolean holds(ModelKey model, String keyId, Instant now) {
        Map<String, Denial> keys = byModel.get(model);
        Denial denial = keys == null ? null : keys.get(keyId);
        return denial != null && now.isBefore(denial.until());
    }

    /** Those of one model, in the order of their keys. */
    List<Denial> of(ModelKey model, Instant now) {
        return new TreeMap<>(byModel.getOrDefault(model, Map.of()))
                .values().stream()
                        .filter(denial -> now.isBefore(denial.until()))
                        .toList();
    }

    List<Denial> all(Instant now) {
        List<Denial> all = new ArrayList<>();
        new TreeMap<>(byModel).keySet().forEach(model -> all.addAll(of(model, now)));
        return all;
    }

    /** Models of which there ever was a denial. */
    Set<ModelKey> models() {
        return byModel.keySet();
    }

    void forgetKey(String keyId) {
        byModel.values().forEach(keys -> keys.remove(keyId));
    }

    void forget(Predicate<ModelKey> which) {
        byModel.keySet().removeIf(which);
    }
}
