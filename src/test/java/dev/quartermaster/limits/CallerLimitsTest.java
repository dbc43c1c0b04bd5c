package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.RateLimits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void eachCallerHasAGrantOfItsOwnAndAllOfItCanBeUsed() {
        CallerLimits limits = limits(Map.of("default", new RateLimits(2L, null)));
        limits.admit("one", 5);
        limits.admit("one", 5);
        limits.admit("other", 5);

        assertThatThrownBy(() -> limits.admit("one", 5))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
                    assertThat(refusal).hasMessage("Caller one has used up its 2 requests a minute.");
                    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(61));
                });
        assertThat(limits.requestStatus("other").orElseThrow().remaining()).isEqualTo(1);
    }

    @Test
    void aNamedGrantReplacesThatOfAll() {
        CallerLimits limits = limits(Map.of("default", new RateLimits(0L, null), "crew", new RateLimits(null, 100L)));
        limits.admit("crew", 40).settle(90);

        assertThat(limits.tokenStatus("crew").orElseThrow().remaining()).isEqualTo(10);
        assertThatThrownBy(() -> limits.admit("crew", 11)).hasMessageContaining("its 100 tokens a minute");
        assertThatThrownBy(() -> limits.admit("stranger", 1)).hasMessageContaining("its 0 requests a minute");
    }

    @Test
    void aRequestLargerThanTheGrantIsNotToldToWait() {
        CallerLimits limits = limits(Map.of("crew", new RateLimits(null, 100L)));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> limits.admit(new Caller("crew", Caller.Role.AGENT), 101, 0))
                    .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
                        assertThat(refusal)
                                .hasMessage("Caller crew can never fit this request into its 100 tokens a minute.");
                        assertThat(refusal.retryAfter()).isEmpty();
                    });
            limits.admit("crew", 1);
        }
    }

    @Test
    void whoeverIsGrantedNothingInParticularIsNotLimited() {
        CallerLimits limits = limits(Map.of("crew", new RateLimits(1L, 1L)));

        for (int i = 0; i < 100; i++) {
            limits.admit("admin", Long.MAX_VALUE);
        }
        assertThat(limits.requestStatus("admin")).isEmpty();
    }

    private CallerLimits limits(Map<String, RateLimits> grants) {
        return new CallerLimits(grants, now::get);
    }
}
