package dev.quartermaster.cache;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the cache was good for, by model and agent type. In bounded room: pairs beyond the first thousand are counted
 * together. Thread-safe.
 */
final class CacheStatistics {

    static final int MOST_PAIRS = 1_000;
    static final String OTHERS = "other";
    private static final Pair OTHER_PAIRS = new Pair(new ModelKey(ProviderId.of(OTHERS), OTHERS), OTHERS);
    private static final int DECIMALS = 9;

    /** A model and the agent type that asked; null where none was said. */
    private record Pair(ModelKey model, @Nullable String agentType) {

        // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Pair that
                            && model.equals(that.model)
                            && Objects.equals(agentType, that.agentType));
        }

        @Override
        public int hashCode() {
            return 31 * model.hashCode() + Objects.hashCode(agentType);
        }
    }

    private static final class Counts {
        final LongAdder hits = new LongAdder();
        final LongAdder misses = new LongAdder();
        final LongAdder stored = new LongAdder();
        final LongAdder evictions = new LongAdder();
        final LongAdder savedNanos = new LongAdder();
    }

    private final Map<Pair, Counts> counts = new ConcurrentHashMap<>();

    void hit(ModelKey model, @Nullable String agentType, @Nullable Money saved) {
        Counts of = of(model, agentType);
        of.hits.increment();
        if (saved != null) {
            of.savedNanos.add(saved.usd().movePointRight(DECIMALS).longValue());
        }
    }

    void missed(ModelKey model, @Nullable String agentType) {
        of(model, agentType).misses.increment();
    }

    void stored(ModelKey model, @Nullable String agentType) {
        of(model, agentType).stored.increment();
    }

    void evicted(ModelKey model, @Nullable String agentType) {
        of(model, agentType).evictions.increment();
    }

    private Counts of(ModelKey model, @Nullable String agentType) {
        Pair pair = new Pair(model, agentType);
        Counts known = counts.get(pair);
        if (known != null) {
            return known;
        }
        Pair counted = counts.size() < MOST_PAIRS ? pair : OTHER_PAIRS;
        return counts.computeIfAbsent(counted, any -> new Counts());
    }

    /** Returns all counts, those with most hits first. */
    List<CacheUsage> all() {
        List<CacheUsage> all = new ArrayList<>();
        counts.forEach((pair, of) -> all.add(new CacheUsage(
                pair.equals(OTHER_PAIRS) ? OTHERS : pair.model().toString(),
                pair.agentType(),
                of.hits.sum(),
                of.misses.sum(),
                of.stored.sum(),
                of.evictions.sum(),
                new Money(BigDecimal.valueOf(of.savedNanos.sum(), DECIMALS)))));
        all.sort(Comparator.comparingLong(CacheUsage::hits)
                .reversed()
                .thenComparing(CacheUsage::model)
                .thenComparing(usage -> String.valueOf(usage.agentType())));
        return all;
    }
}
