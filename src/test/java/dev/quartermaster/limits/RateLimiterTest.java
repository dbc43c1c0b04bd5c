package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.limits.LimitDecision.Refused;
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
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(1_000 * SECOND);
    private final List<String> keys = new ArrayList<>();
    private final List<AlertRequest> alerts = new ArrayList<>();
    private final RateLimiter limiter = limiter(Map.of());

    @Test
    void keepsTheTenthPartOfAQuotaFree() {
        ModelSpec model = model(10L, null);
        for (int i = 0; i < 9; i++) {
            assertThat(limiter.acquire(model, null, 1)).isInstanceOf(Permit.class);
        }

        assertThat(limiter.acquire(model, null, 1))
                .isEqualTo(new Refused("9 requests a minute", Duration.ofSeconds(61)));
    }

    @Test
    void aModelWithoutAQuotaIsNeverRefused() {
        assertThat(limiter.acquire(model(null, null), null, Long.MAX_VALUE)).isInstanceOf(Permit.class);
        assertThat(limiter.requestStatus(model(null, null))).isEmpty();
    }

    @Test
    void lookingTouchesNothing() {
        ModelSpec model = model(10L, 1_000L);

        assertThat(limiter.use(model, 100)).isNull();
        assertThat(limiter.touched()).isEmpty();
    }

    @Test
    void whatWasTakenFromIsTouchedAndSaysWhereItStands() {
        ModelSpec model = model(10L, 1_000L);
        limiter.acquire(model, null, 450);

        assertThat(limiter.touched()).containsExactly(model.key());
        assertThat(limiter.use(model, 450)).isEqualTo(new QuotaUse(Duration.ZERO, 1 / 9.0, 0.5));
        assertThat(limiter.use(model, 451).pause()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void whatIsLargerThanTheQuotaIsRefusedForGoodHoweverMuchOfItIsUsed() {
        ModelSpec model = model(10L, 1_000L);
        Refused never = new Refused("900 tokens a minute", null);

        assertThat(limiter.acquire(model, null, 901)).isEqualTo(never);
        limiter.acquire(model, null, 450);
        assertThat(limiter.acquire(model, null, 901)).isEqualTo(never);
        assertThat(never.isLasting()).isTrue();
        assertThat(limiter.acquire(model, null, 900))
                .isEqualTo(new Refused("900 tokens a minute", Duration.ofSeconds(61)));
    }

    @Test
    void zeroMeansZero() {
        assertThat(limiter.acquire(model(0L, null), null, 1)).isInstanceOf(Refused.class);
        assertThat(limiter.acquire(model(null, 0L), null, 1)).isInstanceOf(Refused.class);
    }

    @Test
    void aRefusalTakesNothing() {
        ModelSpec model = model(100L, 1_000L);
        limiter.acquire(model, null, 850);
        assertThat(limiter.acquire(model, null, 100)).isInstanceOf(Refused.class);

        assertThat(limiter.requestStatus(model).orElseThrow().remaining()).isEqualTo(89);
        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(50);
    }

    @Test
    void settlingTruesTheEstimateUp() {
        ModelSpec model = model(null, 1_000L);
        Permit permit = (Permit) limiter.acquire(model, null, 100);
        permit.settle(400);

        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(500);
    }

    @Test
    void releasingGivesEverythingBack() {
        ModelSpec model = model(10L, 1_000L);
        ((Permit) limiter.acquire(model, null, 100)).release();

        assertThat(limiter.requestStatus(model).orElseThrow().remaining()).isEqualTo(9);
        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(900);
    }

    @Test
    void peekingTakesNothing() {
        ModelSpec model = model(10L, null);
        assertThat(limiter.peek(model, 1)).isZero();

        assertThat(limiter.requestStatus(model).orElseThrow().remaining()).isEqualTo(9);
    }

    @Test
    void manyAtOnceAreAdmittedNoMoreThanTheQuota() throws Exception {
        ModelSpec model = model(1_000L, null);
        AtomicInteger admitted = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            callers.submit(() -> {
                start.await();
                for (int call = 0; call < 500; call++) {
                    if (limiter.acquire(model, null, 1) instanceof Permit) {
                        admitted.incrementAndGet();
                    }
                }
                return null;
            });
        }
        start.countDown();
        callers.shutdown();

        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(admitted).hasValue(900);
    }

    @Test
    void settlingTwiceCountsOnce() {
        ModelSpec model = model(null, 1_000L);
        Permit permit = (Permit) limiter.acquire(model, null, 100);
        permit.settle(300);
        permit.settle(0);
        permit.release();

        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(600);
    }

    @Test
    void tellsOnceThatAModelCountsAsLimitedAndAgainAfterItWasFree() {
        ModelSpec model = model(10L, null);
        take(model, null, 8);
        assertThat(alerts).isEmpty();
        take(model, null, 4);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).message()).isEqualTo("openai/m counts as limited: its 9 requests a minute");

        now.addAndGet(61 * SECOND);
        take(model, null, 1);
        assertThat(alerts).hasSize(1);
        take(model, null, 8);
        assertThat(alerts).hasSize(2);
    }

    @Test
    void aKeyHasAQuotaOfItsOwnOverAllItsModels() {
        RateLimiter limited = limiter(Map.of("openai-1", new RateLimits(10L, null)));
        keys.addAll(List.of("openai-1", "openai-2"));
        ModelSpec other = Models.named("openai/other").build();
        for (int i = 0; i < 9; i++) {
            assertThat(limited.acquire(i % 2 == 0 ? other : model(100L, 1_000L), "openai-1", 1))
                    .isInstanceOf(Permit.class);
        }

        assertThat(limited.acquire(model(100L, 1_000L), "openai-1", 100))
                .isEqualTo(new Refused("9 requests a minute of key openai-1", Duration.ofSeconds(61)));
        // What the model's own quota had granted went back.
        assertThat(limited.requestStatus(model(100L, 1_000L)).orElseThrow().remaining())
                .isEqualTo(86);
        assertThat(limited.tokenStatus(model(100L, 1_000L)).orElseThrow().remaining())
                .isEqualTo(896);
        assertThat(limited.isFree(other, "openai-1", 1)).isFalse();
        assertThat(limited.isFree(other, "openai-2", 1)).isTrue();
        assertThat(limited.peek(other, 1)).isZero();
    }

    @Test
    void aRequestLargerThanTheQuotaOfEveryKeyNeverFits() {
        RateLimiter limited =
                limiter(Map.of("openai-1", new RateLimits(null, 1_000L), "openai-2", new RateLimits(null, 2_000L)));
        keys.addAll(List.of("openai-1", "openai-2"));
        ModelSpec model = model(null, null);

        assertThat(limited.use(model, 1_801)).isEqualTo(new QuotaUse(QuotaUse.NEVER, 0, 0));
        assertThat(limited.use(model, 1_800).pause()).isZero();

        limited.acquire(model, "openai-2", 100);
        assertThat(limited.use(model, 1_800).pause()).isEqualTo(Duration.ofSeconds(61));
        assertThat(limited.use(model, 1_801).pause()).isEqualTo(QuotaUse.NEVER);
    }

    @Test
    void aBlockedKeyLeavesTheOtherOneFree() {
        ModelSpec model = model(null, null);
        keys.addAll(List.of("openai-1", "openai-2"));
        limiter.blocked(model, "openai-1", Duration.ofSeconds(7));

        assertThat(limiter.acquire(model, "openai-1", 1))
                .isEqualTo(new Refused("rate limit, by the provider's own word", Duration.ofSeconds(7), true));
        assertThat(limiter.acquire(model, "openai-2", 1)).isInstanceOf(Permit.class);
        assertThat(limiter.peek(model, 1)).isZero();

        limiter.blocked(model, "openai-2", Duration.ofSeconds(3));
        assertThat(limiter.peek(model, 1)).isEqualTo(Duration.ofSeconds(3));
        now.addAndGet(3 * SECOND);
        assertThat(limiter.peek(model, 1)).isZero();
        assertThat(limiter.acquire(model, "openai-2", 1)).isInstanceOf(Permit.class);
    }

    @Test
    void aBlockHoldsForOneModelAlone() {
        limiter.blocked(model(null, null), null, Duration.ofSeconds(7));

        assertThat(limiter.peek(model(null, null), 1)).isEqualTo(Duration.ofSeconds(7));
        assertThat(limiter.peek(Models.named("openai/other").build(), 1)).isZero();
        assertThat(alerts).hasSize(1);
    }

    @Test
    void whatTheProviderSaysRemainsIsAllThatIsTakenUntilItResets() {
        ModelSpec model = model(1_000L, null);
        limiter.reported(model, "k", new ReportedLimit(20L, 5L, Duration.ofSeconds(30)), ReportedLimit.NOTHING);

        assertThat(take(model, "k", 10)).isEqualTo(3); // two of the twenty are kept free
        assertThat(limiter.peek(model, 1)).isEqualTo(Duration.ofSeconds(30));
        now.addAndGet(30 * SECOND);
        assertThat(take(model, "k", 10)).isEqualTo(10);
    }

    @Test
    void aLaterWordOfTheProviderReplacesTheOneBefore() {
        ModelSpec model = model(null, null);
        ReportedLimit few = new ReportedLimit(1_000L, 110L, Duration.ofSeconds(30));
        limiter.reported(model, "k", ReportedLimit.NOTHING, few);
        assertThat(limiter.acquire(model, "k", 20)).isInstanceOf(Refused.class);

        limiter.reported(model, "k", ReportedLimit.NOTHING, new ReportedLimit(1_000L, 600L, Duration.ofSeconds(12)));
        assertThat(limiter.acquire(model, "k", 20)).isInstanceOf(Permit.class);
    }

    @Test
    void aGenerousProviderDoesNotWidenTheRegistrysQuota() {
        ModelSpec model = model(10L, null);
        limiter.reported(model, "k", new ReportedLimit(10_000L, 9_999L, Duration.ofSeconds(60)), ReportedLimit.NOTHING);

        assertThat(take(model, "k", 20)).isEqualTo(9);
    }

    private int take(ModelSpec model, String key, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += limiter.acquire(model, key, 1) instanceof Permit ? 1 : 0;
        }
        return taken;
    }

    private RateLimiter limiter(Map<String, RateLimits> keyLimits) {
        return new RateLimiter(0.9, keyLimits, (provider, free) -> keys.stream().anyMatch(free), alerts::add, now::get);
    }

    private static ModelSpec model(Long requests, Long tokens) {
        return Models.named("openai/m")
                .rateLimits(new RateLimits(requests, tokens))
                .build();
    }
}
