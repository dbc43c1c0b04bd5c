package dev.quartermaster.budgets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import dev.quartermaster.budgets.store.SpendingRepository.Bucket;
import dev.quartermaster.domain.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forecasts follow their documented formulas. */
class ForecastTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-03-02T00:00:00Z");

    private static Money usd(String amount) {
        return Money.usd(amount);
    }

    @Test
    void aWindowOfTheCalendarGoesOnAtItsAverageRate() {
        Forecast forecast = Forecast.calendar(usd("5"), usd("10"), START, END, START.plus(Duration.ofHours(6)));

        assertThat(forecast.projected()).isEqualTo(usd("20"));
        assertThat(forecast.reachedAt()).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void aLimitThatIsNotReachedInTheWindowHasNoTime() {
        Forecast slow = Forecast.calendar(usd("1"), usd("10"), START, END, START.plus(Duration.ofHours(12)));
        Forecast none = Forecast.calendar(usd("0"), usd("10"), START, END, START.plus(Duration.ofHours(12)));

        assertThat(slow.projected()).isEqualTo(usd("2"));
        assertThat(slow.reachedAt()).isNull();
        assertThat(none.reachedAt()).isNull();
    }

    @Test
    void whatIsSpentIsReachedNow() {
        Instant now = START.plus(Duration.ofHours(12));

        assertThat(Forecast.calendar(usd("11"), usd("10"), START, END, now).reachedAt())
                .isEqualTo(now);
    }

    @Test
    void itIsTooEarlyToTellInTheFirstHundredth() {
        assertThat(Forecast.calendar(usd("1"), usd("10"), START, END, START.plus(Duration.ofMinutes(14))))
                .isNull();
    }

    @Test
    void allTimeGoesOnAsLately() {
        Forecast forecast = Forecast.total(usd("30"), usd("100"), usd("7"), Duration.ofDays(7), START);

        assertThat(forecast.projected()).isNull();
        assertThat(forecast.reachedAt()).isEqualTo(START.plus(Duration.ofDays(70)));
        assertThat(Forecast.total(usd("30"), usd("100"), usd("0"), Duration.ofDays(7), START)
                        .reachedAt())
                .isNull();
    }

    /** One a quarter of an hour, for six hours: 24 of 96 parts, and none leaves before the day is over. */
    @Test
    void aRollingWindowGoesOnWhileOldPartsLeave() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            buckets.add(new Bucket(START.minus(Duration.ofMinutes(15L * i)), usd("1"), 1));
        }
        BudgetWindow window = BudgetWindow.rolling(Unit.DAY);

        Forecast reached = Forecast.rolling(window, buckets, usd("24"), usd("50"), START);
        Forecast never = Forecast.rolling(window, buckets, usd("24"), usd("97"), START);

        assertThat(reached.projected()).isEqualTo(usd("96"));
        assertThat(reached.reachedAt()).isEqualTo(START.plus(Duration.ofMinutes(26 * 15)));
        assertThat(never.reachedAt()).isNull();
    }
}
