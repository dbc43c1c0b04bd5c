package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.Acquired.Permit;
import dev.quartermaster.limits.Acquired.Refused;
import dev.quartermaster.testing.Models;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private final RateLimiter limiter = new RateLimiter(() -> 0.9, now::get);

    @Test
    void keepsTheTenthPartOfAQuotaFree() {
        ModelSpec model = model(10L, null);
        for (int i = 0; i < 9; i++) {
            assertThat(limiter.acquire(model, 1)).isInstanceOf(Permit.class);
        }

        assertThat(limiter.acquire(model, 1)).isEqualTo(new Refused("9 requests a minute", Duration.ofSeconds(61)));
    }

    @Test
    void aModelWithoutAQuotaIsNeverRefused() {
        assertThat(limiter.acquire(model(null, null), Long.MAX_VALUE)).isInstanceOf(Permit.class);
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
        limiter.acquire(model, 450);

        assertThat(limiter.touched()).containsExactly(model.key());
        assertThat(limiter.use(model, 450)).isEqualTo(new QuotaUse(Duration.ZERO, 1 / 9.0, 0.5));
        assertThat(limiter.use(model, 451).pause()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void zeroMeansZero() {
        assertThat(limiter.acquire(model(0L, null), 1)).isInstanceOf(Refused.class);
        assertThat(limiter.acquire(model(null, 0L), 1)).isInstanceOf(Refused.class);
    }

    @Test
    void aRefusalTakesNothing() {
        ModelSpec model = model(100L, 1_000L);
        limiter.acquire(model, 850);
        assertThat(limiter.acquire(model, 100)).isInstanceOf(Refused.class);

        assertThat(limiter.requestStatus(model).orElseThrow().remaining()).isEqualTo(89);
        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(50);
    }

    @Test
    void settlingTruesTheEstimateUp() {
        ModelSpec model = model(null, 1_000L);
        Permit permit = (Permit) limiter.acquire(model, 100);
        permit.settle(400);

        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(500);
    }

    @Test
    void releasingGivesEverythingBack() {
        ModelSpec model = model(10L, 1_000L);
        ((Permit) limiter.acquire(model, 100)).release();

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
                    if (limiter.acquire(model, 1) instanceof Permit) {
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

    private static ModelSpec model(Long requests, Long tokens) {
        return Models.named("openai/m")
                .rateLimits(new RateLimits(requests, tokens))
                .build();
    }
}
