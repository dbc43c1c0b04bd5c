package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held for answers that are not there yet. */
class ExpectedAnswerTokensTest {

    private final AtomicLong seconds = new AtomicLong();
    private final RateLimiter limiter = Limiters.by(seconds::get);

    private static ModelSpec limited(long tokens) {
        return Models.named("openai/m").rateLimits(new RateLimits(null, tokens)).build();
    }

    @Test
    void whatTheRequestAllowsThenWhatWasSeenThenTheDefault() {
        ExpectedAnswerTokens sizes = new ExpectedAnswerTokens(500);
        ModelSpec model = limited(2_000);

        assertThat(sizes.expected(model.key(), 400L)).isEqualTo(400);
        assertThat(sizes.expected(model.key(), null)).isEqualTo(500);
        sizes.observed(model.key(), 100);
        sizes.observed(model.key(), 200);
        assertThat(sizes.expected(model.key(), null)).isEqualTo(150);
        IntStream.range(0, 1_000).forEach(i -> sizes.observed(model.key(), 1_000));
        assertThat(sizes.expected(model.key(), null)).isBetween(990L, 1_000L);
    }

    @Test
    void ofTwentyAtOnceAsManyPassAsTheQuotaCanAnswer() {
        ModelSpec model = limited(2_000);
        ExpectedAnswerTokens sizes = new ExpectedAnswerTokens(500);

        long passed = IntStream.range(0, 20)
                .mapToObj(i ->
                        limiter.acquire(model, null, limiter.hold(model, null, 100, sizes.expected(model.key(), 400L))))
                .filter(Permit.class::isInstance)
                .count();

        assertThat(passed).isEqualTo(3);
    }

    @Test
    void anAnswerThatMayBeLongerThanTheQuotaIsLetThroughAlone() {
        ModelSpec model = limited(2_000);
        long hold = limiter.hold(model, null, 100, 32_000);

        assertThat(hold).isEqualTo(1_800);
        assertThat(limiter.acquire(model, null, hold)).isInstanceOf(Permit.class);
        assertThat(limiter.acquire(model, null, hold)).isInstanceOf(LimitDecision.Refused.class);
    }

    @Test
    void whatTheAnswerDidNotTakeIsFreeAgain() {
        ModelSpec model = limited(2_000);
        Permit permit = (Permit) limiter.acquire(model, null, limiter.hold(model, null, 100, 1_700));

        permit.settle(150);

        assertThat(limiter.tokenStatus(model).orElseThrow().remaining()).isEqualTo(1_650);
    }

    @Test
    void answersWithinWhatTheyWereAllowedNeverExceedAQuota() {
        ForAll.seeds(random -> {
            ModelSpec model = limited(random.nextLong(500, 5_000));
            long usable = (long) Math.floor(model.rateLimits().tokensPerMinute() * 0.9);
            RateLimiter own = Limiters.by(seconds::get);
            List<long[]> used = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                seconds.addAndGet(random.nextInt(4));
                long prompt = random.nextLong(1, 200);
                long most = random.nextLong(1, 300);
                if (own.acquire(model, null, own.hold(model, null, prompt, most)) instanceof Permit permit) {
                    long actual = prompt + random.nextLong(0, most + 1);
                    used.add(new long[] {seconds.get(), actual});
                    permit.settle(actual);
                }
            }
            for (long[] first : used) {
                long minute = used.stream()
                        .filter(one -> one[0] >= first[0] && one[0] < first[0] + 60)
                        .mapToLong(one -> one[1])
                        .sum();
                assertThat(minute).isLessThanOrEqualTo(usable);
            }
        });
    }
}
