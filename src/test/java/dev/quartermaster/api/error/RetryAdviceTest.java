package dev.quartermaster.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryAdviceTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999, 1", "1000, 1", "1001, 2", "60000, 60", "-5, 0"})
    void theWaitIsInWholeSecondsAndNeverTooShort(long millis, String seconds) {
        Map<String, String> headers =
                RetryAdvice.headers(ErrorCode.RATE_LIMIT_EXCEEDED, Optional.of(Duration.ofMillis(millis)));

        assertThat(headers).containsEntry("retry-after", seconds);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void a429Or503AlwaysSaysWhen(ErrorCode code) {
        boolean busy = code.status() == 429 || code.status() == 503;

        assertThat(RetryAdvice.headers(code, Optional.empty()).containsKey("retry-after"))
                .isEqualTo(busy);
    }

    @Test
    void clientsAreToldNotToRetryWhatCannotHelp() {
        assertThat(RetryAdvice.headers(ErrorCode.BUDGET_EXCEEDED, Optional.empty()))
                .containsEntry("x-should-retry", "false");
        assertThat(RetryAdvice.headers(ErrorCode.INVALID_REQUEST, Optional.empty()))
                .containsEntry("x-should-retry", "false");
    }

    @Test
    void clientsAreToldNotToRetryWhatWasRetriedHereAlready() {
        assertThat(RetryAdvice.headers(ErrorCode.UPSTREAM_TIMEOUT, Optional.empty()))
                .containsEntry("x-should-retry", "false");
    }

    @Test
    void clientsMayRetryWhatWasNotTried() {
        assertThat(RetryAdvice.headers(ErrorCode.RATE_LIMIT_EXCEEDED, Optional.empty()))
                .doesNotContainKey("x-should-retry");
        assertThat(RetryAdvice.headers(ErrorCode.INTERNAL_ERROR, Optional.empty()))
                .doesNotContainKey("x-should-retry");
    }

    @Test
    void aBudgetThatNoWaitFillsNamesNone() {
        assertThat(RetryAdvice.headers(overBudget(null))).isEqualTo(Map.of("x-should-retry", "false"));
    }

    /** Clients do not sit out an hour: one that is told to would try again after some seconds. */
    @Test
    void aBudgetThatResetsLaterIsNotRetriedByTheClientItself() {
        assertThat(RetryAdvice.headers(overBudget(Duration.ofHours(1))))
                .isEqualTo(Map.of("retry-after", "3600", "x-should-retry", "false"));
    }

    @Test
    void aBudgetThatCallsInFlightGiveBackToMayBeAskedAgainSoon() {
        assertThat(RetryAdvice.headers(overBudget(Duration.ofSeconds(5)))).isEqualTo(Map.of("retry-after", "5"));
    }

    private static QuartermasterException overBudget(Duration wait) {
        return new QuartermasterException(ErrorCode.BUDGET_EXCEEDED, "spent", null, wait);
    }
}
