package dev.quartermaster.routing;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.HealthBoards;
import dev.quartermaster.history.Ids;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.performance.PerformanceView;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a running service knows of its models: all can be called, and some have a history and quota in use. */
public final class LiveState {

    private LiveState() {}

    /** A router that looks at such models, as the service's does. */
    public static Router router(ModelRegistry registry, int withHistory) {
        Clock clock = Clock.systemUTC();
        return new Router(
                registry,
                Settings.of(SelectionConfig.class, Map.of()),
                Limiters.settings(),
                Settings.of(QualityConfig.class, Map.of()),
                signals(registry.snapshot().models(), withHistory),
                (spender, answers, tier) -> BudgetSignals.NONE,
                new Seen(),
                Ids.of(clock),
                clock);
    }

    /** @param withHistory so many models have been called */
    static LiveSignals signals(List<ModelSpec> registry, int withHistory) {
        RateLimiter limiter = Limiters.live();
        Map<ModelKey, PerformanceStatistics> tracks = new HashMap<>();
        for (int i = 0; i < withHistory; i++) {
            ModelSpec model = registry.get(i * registry.size() / withHistory);
            limiter.acquire(model, null, 1_000);
            tracks.put(
                    model.key(), new PerformanceStatistics(100, 98, 0.9, 1_500.0, 3_000.0, 4_000.0, 300.0, 80.0, 700L));
        }
        return new LiveSignals(
                provider -> true,
                Unavailability.NONE,
                new Placements(
                        new BedrockRoutes(Optional::empty, CallPolicy.from("us-east-1"), new Regions(List.of()))),
                limiter,
                new ExpectedAnswerTokens(1_024),
                HealthBoards.live(),
                () -> new Tracks(tracks),
                provider -> 1);
    }

    /** Everything is kept at once. */
    private static final class Seen extends RegistryArchive {

        private final CircumstancesArchive circumstances = new CircumstancesArchive(record -> {}, () -> 0);

        Seen() {
            super(null, null, null, null, null);
        }

        @Override
        void noticed(RegistrySnapshot snapshot) {
            // it was kept
        }

        @Override
        Circumstances circumstances(SelectionInputs inputs, Instant time) {
            return circumstances.of(inputs, time);
        }
    }

    private record Tracks(Map<ModelKey, PerformanceStatistics> known) implements PerformanceView {

        @Override
        public PerformanceStatistics of(ModelKey model, String agentType) {
            return known.getOrDefault(model, PerformanceStatistics.NONE);
        }

        @Override
        public Set<ModelKey> models() {
            return known.keySet();
        }

        @Override
        public long version() {
            return 1;
        }
    }
}
