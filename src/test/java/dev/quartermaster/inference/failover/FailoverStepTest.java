package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverStepTest {

    @Test
    void eachFurtherModelThatWasCalledIsOne() {
        assertThat(FailoverStep.of(List.of(failed("a", "timeout"), failed("a", "error"), answered("b"))))
                .containsExactly(new FailoverStep("p/a", "p/b", "error"));
    }

    @Test
    void whoWasOnlyPassedOverWasNotGoneTo() {
        assertThat(FailoverStep.of(List.of(failed("a", "error"), skipped("b"), answered("c"))))
                .containsExactly(new FailoverStep("p/a", "p/c", "error"));
    }

    @Test
    void theFirstIsLeftAlsoWhenItWasPassedOver() {
        assertThat(FailoverStep.of(List.of(skipped("a"), answered("b"))))
                .containsExactly(new FailoverStep("p/a", "p/b", "rate_limited"));
    }

    @Test
    void comingRoundIsNone() {
        assertThat(FailoverStep.of(
                        List.of(failed("a", "error"), failed("b", "error"), failed("a", "error"), answered("b"))))
                .hasSize(1);
        assertThat(FailoverStep.of(List.of(answered("a")))).isEmpty();
        assertThat(FailoverStep.of(List.of())).isEmpty();
    }

    private static Attempt failed(String model, String reason) {
        return new Attempt("p", model, null, AttemptOutcome.ERROR, reason, 500, 1);
    }

    private static Attempt answered(String model) {
        return new Attempt("p", model, null, AttemptOutcome.SUCCESS, null, 200, 1);
    }

    private static Attempt skipped(String model) {
        return new Attempt("p", model, null, AttemptOutcome.SKIPPED, "rate_limited", null, 0);
    }
}
