package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The laws of the limiter, over whatever happens. */
class LimiterLawTest {

    private static final long SECOND = 1_000_000_000L;
    private static final List<String> KEYS = List.of("a", "b", "c");

    private final AtomicLong now = new AtomicLong();

    /** What was admitted and not given back. */
    private record Held(long at, String model, String key, long tokens, Permit permit) {}

    @Test
    void noMinuteHoldsMoreThanAnyQuotaThatApplies() {
        ForAll.seeds(random -> {
            RateLimiter limiter = limiter(Map.of("a", limits(random), "b", limits(random)));
            List<ModelSpec> models = List.of(model("x", limits(random)), model("y", limits(random)));
            List<Held> held = new ArrayList<>();
            for (int step = 0; step < 400; step++) {
                now.addAndGet(random.nextLong(SECOND));
                ModelSpec model = models.get(random.nextInt(2));
                String key = KEYS.get(random.nextInt(3));
                long tokens = random.nextInt(1, 30);
                if (limiter.acquire(model, key, tokens) instanceof Permit permit) {
                    held.add(new Held(now.get(), model.key().id(), key, tokens, permit));
                    maybeRelease(random, held);
                }
                maybeHear(random, limiter, model, key);
            }
            for (ModelSpec model : models) {
                List<Held> its = held.stream()
                        .filter(one -> one.model().equals(model.key().id()))
                        .toList();
                assertWithin(model.rateLimits(), its);
            }
        });
    }

    @Test
    void whatAKeyRefusesLeavesNoTraceInTheModelsQuota() {
        ForAll.seeds(random -> {
            RateLimiter limiter = limiter(Map.of("a", new RateLimits(0L, null)));
            ModelSpec model = model("x", new RateLimits(1_000L, 100_000L));
            limiter.acquire(model, "b", random.nextInt(1, 50));
            RateLimitStatus requests = limiter.requestStatus(model).orElseThrow();
            RateLimitStatus tokens = limiter.tokenStatus(model).orElseThrow();
            for (int i = 0; i < 20; i++) {
                assertThat(limiter.acquire(model, "a", random.nextInt(1, 5_000)))
                        .isInstanceOf(LimitDecision.Refused.class);
            }
            assertThat(limiter.requestStatus(model)).contains(requests);
            assertThat(limiter.tokenStatus(model)).contains(tokens);
        });
    }

    @Test
    void noTruingUpMakesAWindowHoldLessThanNothing() {
        ForAll.seeds(random -> {
            RateLimiter limiter = limiter(Map.of());
            ModelSpec model = model("x", new RateLimits(null, 100_000L));
            List<Permit> permits = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                now.addAndGet(random.nextLong(5 * SECOND));
                if (limiter.acquire(model, null, random.nextInt(1, 500)) instanceof Permit permit) {
                    permits.add(permit);
                }
                Permit any = permits.get(random.nextInt(permits.size()));
                switch (random.nextInt(3)) {
                    case 0 -> any.settle(random.nextInt(0, 2_000));
                    case 1 -> any.release();
                    default -> any.abandon();
                }
                assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isBetween(0L, 90_000L);
            }
        });
    }

    @Test
    void peekingTellsWhatTakingWouldCome() {
        ForAll.seeds(random -> {
            RateLimiter limiter = limiter(Map.of("a", limits(random), "b", limits(random), "c", limits(random)));
            ModelSpec model = model("x", limits(random));
            for (int step = 0; step < 200; step++) {
                now.addAndGet(random.nextLong(SECOND));
                long tokens = random.nextInt(1, 30);
                boolean free = limiter.peek(model, tokens).isZero();
                boolean taken = KEYS.stream().anyMatch(key -> limiter.acquire(model, key, tokens) instanceof Permit);
                assertThat(taken).isEqualTo(free);
                maybeHear(random, limiter, model, KEYS.get(random.nextInt(3)));
            }
        });
    }

    @Test
    void manyThreadsAreAdmittedExactlyTheQuotaOverTwoQuotasAtOnce() throws Exception {
        RateLimiter limiter = limiter(Map.of("a", new RateLimits(500L, null), "b", new RateLimits(10_000L, null)));
        ModelSpec model = model("x", new RateLimits(1_000L, null));
        AtomicInteger byA = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            String key = i % 2 == 0 ? "a" : "b";
            callers.submit(() -> {
                start.await();
                for (int call = 0; call < 2_000; call++) {
                    if (limiter.acquire(model, key, 1) instanceof Permit) {
                        all.incrementAndGet();
                        byA.addAndGet(key.equals("a") ? 1 : 0);
                    }
                }
                return null;
            });
        }
        start.countDown();
        callers.shutdown();

        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        // One that is refused by its second quota gives the first one back, which others may have missed meanwhile.
        while (limiter.acquire(model, "b", 1) instanceof Permit) {
            all.incrementAndGet();
        }
        assertThat(byA.get()).isLessThanOrEqualTo(450);
        assertThat(all).hasValue(900);
        assertThat(limiter.requestStatus(model).orElseThrow().remaining()).isZero();
    }

    private static void maybeRelease(RandomGenerator random, List<Held> held) {
        if (random.nextInt(4) == 0) {
            held.remove(random.nextInt(held.size())).permit().release();
        }
    }

    private static void maybeHear(RandomGenerator random, RateLimiter limiter, ModelSpec model, String key) {
        if (random.nextInt(20) == 0) {
            limiter.blocked(model, key, Duration.ofMillis(random.nextInt(5_000)));
        } else if (random.nextInt(10) == 0) {
            ReportedLimit word =
                    new ReportedLimit(100L, random.nextLong(100), Duration.ofMillis(random.nextInt(5_000)));
            limiter.reported(model, key, word, ReportedLimit.NOTHING);
        }
    }

    private static void assertWithin(RateLimits limits, List<Held> admitted) {
        for (Held first : admitted) {
            List<Held> minute = admitted.stream()
                    .filter(one -> one.at() >= first.at() && one.at() < first.at() + 60 * SECOND)
                    .toList();
            assertThat(minute).hasSizeLessThanOrEqualTo(usable(limits.requestsPerMinute()));
            assertThat(minute.stream().mapToLong(Held::tokens).sum())
                    .isLessThanOrEqualTo(usable(limits.tokensPerMinute()));
        }
    }

    private static int usable(Long limit) {
        return (int) Math.floor(limit * 0.9);
    }

    private static RateLimits limits(RandomGenerator random) {
        return new RateLimits(random.nextLong(0, 60), random.nextLong(0, 600));
    }

    private static ModelSpec model(String id, RateLimits limits) {
        return Models.named("openai/" + id).rateLimits(limits).build();
    }

    private RateLimiter limiter(Map<String, RateLimits> keyLimits) {
        return new RateLimiter(
                0.9, keyLimits, (provider, free) -> KEYS.stream().anyMatch(free), alertRequest -> {}, now::get);
    }
}
