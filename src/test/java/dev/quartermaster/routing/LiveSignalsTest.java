package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthBoards;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.performance.PerformanceView;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.provider.directory.ProviderUnavailability;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.ProviderSignal;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveSignalsTest {

    private static final ModelSpec LIMITED = Models.named("openai/limited")
            .rateLimits(new RateLimits(10L, 10_000L))
            .build();
    private static final ModelSpec FREE = Models.named("openai/free").build();
    private static final ModelSpec OTHER = Models.named("google/other").build();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final RateLimiter limiter = Limiters.by(() -> clock.instant().getEpochSecond());
    private final CircuitBreakers circuitBreakers = HealthBoards.by(clock);
    private final Map<ModelKey, PerformanceStatistics> tracks = new HashMap<>();
    private final Map<ProviderId, Double> factors = new HashMap<>();
    private final Map<ProviderId, ProviderUnavailability> closed =
            new HashMap<>(Map.of(ProviderId.GOOGLE, new ProviderUnavailability("has no credentials", null)));
    private final Selector selector = Selector.over(List.of(LIMITED, FREE, OTHER));
    private final LiveSignals signals = signals(limiter);

    @Test
    void ofWhatWasNeverTouchedNothingIsKnown() {
        Signals known = signals.now(selector, Situations.plain());

        assertThat(known)
                .isEqualTo(Signals.of(Set.of(ProviderId.OPENAI))
                        .withBars(Map.of(ProviderId.GOOGLE, new Bar("has no credentials", 0)), Map.of()));
        assertThat(signals.now(selector, Situations.plain(), List.of(FREE.key(), OTHER.key())))
                .isEqualTo(known);
    }

    @Test
    void whatHoldsOfProvidersIsAsItIsNowHoweverOftenItWasRead() {
        Set<ProviderId> callable = Set.of(ProviderId.OPENAI);
        assertThat(named().callable()).isEqualTo(callable);
        assertThat(named().callable()).isSameAs(named().callable());

        closed.put(ProviderId.GOOGLE, new ProviderUnavailability("has only keys that rest", Duration.ofSeconds(5)));
        assertThat(named().closed()).isEqualTo(Map.of(ProviderId.GOOGLE, new Bar("has only keys that rest", 5_000)));
        closed.put(ProviderId.GOOGLE, new ProviderUnavailability("has only keys that rest", Duration.ofSeconds(4)));
        assertThat(named().closed()).isEqualTo(Map.of(ProviderId.GOOGLE, new Bar("has only keys that rest", 4_000)));

        closed.clear();
        factors.put(ProviderId.GOOGLE, 1.5);
        assertThat(named().callable()).isEqualTo(Set.of(ProviderId.OPENAI, ProviderId.GOOGLE));
        assertThat(named().closed()).isEmpty();
        assertThat(named().tokenFactors()).isEqualTo(Map.of(ProviderId.GOOGLE, 1.5));
    }

    private Signals named() {
        return signals.now(selector, Situations.plain(), List.of(FREE.key()));
    }

    @Test
    void aQuotaIsKnownOnceSomethingWasTakenFromIt() {
        limiter.acquire(LIMITED, null, 4_500);

        assertThat(signals.now(selector, Situations.plain()).models())
                .isEqualTo(Map.of(LIMITED.key(), ModelSignal.NONE.withQuota(0, 1 / 9.0, 0.5)));
        clock.advance(Duration.ofMinutes(2));
        assertThat(signals.now(selector, Situations.plain()).models())
                .isEqualTo(Map.of(LIMITED.key(), ModelSignal.NONE.withQuota(0, 0, 0)));
    }

    @Test
    void whatDoesNotFitWaitsForTheSizeThatTheProviderWillCount() {
        limiter.acquire(LIMITED, null, 7_950);
        factors.put(ProviderId.OPENAI, 1.1);

        Signals known = signals.now(selector, Situations.plain());

        assertThat(known.tokenFactors()).isEqualTo(Map.of(ProviderId.OPENAI, 1.1));
        assertThat(known.models().get(LIMITED.key()).quotaWaitMs()).isEqualTo(61_000);
    }

    @Test
    void aRequestLargerThanTheQuotaHasTheSameAnswerBeforeAndAfterTheModelsFirstCall() {
        ModelRequirements large = new ModelRequirements(Set.of(), 9_001, null, Priority.MEDIUM);

        List<Rejection> before = rejected(large, signals);
        limiter.acquire(LIMITED, null, 100);
        List<Rejection> after = rejected(large, signals);

        assertThat(before).extracting(Rejection::model).contains(LIMITED.key());
        assertThat(before).allMatch(Rejection::lasting);
        assertThat(before)
                .extracting(Rejection::reason)
                .contains("its quota leaves us 9000 tokens a minute, fewer than this request");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aRequestLargerThanTheQuotaOfEveryKeyNeverFits() {
        RateLimiter ofKeys = Limiters.ofKeys(
                () -> clock.instant().getEpochSecond(),
                Map.of("openai-1", new RateLimits(null, 5_000L), "openai-2", new RateLimits(null, 6_000L)));
        ofKeys.acquire(LIMITED, "openai-1", 4_000);
        ofKeys.acquire(LIMITED, "openai-2", 100);

        assertThat(rejected(new ModelRequirements(Set.of(), 5_401, null, Priority.MEDIUM), signals(ofKeys)))
                .containsExactly(
                        new Rejection(LIMITED.key(), true, null, "no key's quota is as large as this request"));
        assertThat(rejected(new ModelRequirements(Set.of(), 5_400, null, Priority.MEDIUM), signals(ofKeys)))
                .extracting(Rejection::lasting, Rejection::pause)
                .containsExactly(tuple(false, Duration.ofSeconds(61)));
    }

    private List<Rejection> rejected(ModelRequirements requirements, LiveSignals known) {
        return selector.select(Situations.inputs(requirements, known.now(selector, requirements))).rejected().stream()
                .filter(rejection -> rejection.model().equals(LIMITED.key()))
                .toList();
    }

    @Test
    void failuresOfAModelAndSilenceOfAProviderAreKeptApart() {
        for (int i = 0; i < 3; i++) {
            circuitBreakers.failed(FREE.key(), FailureKind.TIMEOUT);
        }
        circuitBreakers.failed(LIMITED.key(), FailureKind.TIMEOUT);
        HealthBoards.silence(circuitBreakers, ProviderId.GOOGLE);
        clock.advance(Duration.ofNanos(1));

        Signals known = signals.now(selector, Situations.plain());

        assertThat(known.providers()).isEqualTo(Map.of(ProviderId.GOOGLE, new ProviderSignal(0, 60_000)));
        assertThat(known.models())
                .isEqualTo(Map.of(
                        FREE.key(), ModelSignal.NONE.withHealth(0, 60_000),
                        LIMITED.key(), ModelSignal.NONE.withHealth(0.5, 0)));
    }

    @Test
    void theTrackIsThatOfTheAgent() {
        PerformanceStatistics everybody = Situations.track(10, 9, 0.8, 1_000);
        tracks.put(FREE.key(), everybody);

        assertThat(signals.now(selector, Situations.plain()).models())
                .isEqualTo(Map.of(FREE.key(), ModelSignal.NONE.withTrack(everybody)));
        assertThat(signals.now(selector, Situations.plain().with(new RequestingAgent("writer", null, null)))
                        .models())
                .isEqualTo(Map.of(FREE.key(), ModelSignal.NONE.withTrack(Situations.track(3, 3, 1, 5))));
    }

    @Test
    void ofNamedModelsOnlyTheseAreLookedAtAndTheirProviderCountsWithThem() {
        limiter.acquire(LIMITED, null, 100);
        tracks.put(FREE.key(), Situations.track(10, 9, 0.8, 1_000));
        HealthBoards.silence(circuitBreakers, ProviderId.GOOGLE);

        Signals known = signals.now(selector, Situations.plain(), List.of(OTHER.key(), FREE.key()));

        assertThat(known.providers()).isEmpty();
        assertThat(known.models())
                .isEqualTo(Map.of(
                        OTHER.key(), ModelSignal.NONE.withHealth(0, 60_000),
                        FREE.key(), ModelSignal.NONE.withTrack(Situations.track(10, 9, 0.8, 1_000))));
    }

    private LiveSignals signals(RateLimiter limits) {
        return new LiveSignals(
                provider -> !closed.containsKey(provider),
                new Unavailability(
                        provider -> Optional.ofNullable(closed.get(provider)), model -> Optional.empty(), Set::of),
                new Placements(
                        new BedrockRoutes(Optional::empty, CallPolicy.from("eu-central-1"), new Regions(List.of()))),
                limits,
                new ExpectedAnswerTokens(0),
                circuitBreakers,
                View::new,
                provider -> factors.getOrDefault(provider, 1.0));
    }

    private final class View implements PerformanceView {

        @Override
        public PerformanceStatistics of(ModelKey model, String agentType) {
            return !tracks.containsKey(model)
                    ? PerformanceStatistics.NONE
                    : agentType == null ? tracks.get(model) : Situations.track(3, 3, 1, 5);
        }

        @Override
        public Set<ModelKey> models() {
            return tracks.keySet();
        }

        @Override
        public long version() {
            return 1;
        }
    }
}
