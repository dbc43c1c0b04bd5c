package dev.quartermaster.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.quartermaster.cost.MonthForecast.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MonthForecastTest {

    /** For any line: it goes on, and there is no doubt about it. */
    @RepeatedTest(50)
    void aLineGoesOn(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        int n = 3 + random.nextInt(12);
        int after = random.nextInt(30);
        double first = 1 + random.nextDouble() * 100;
        double slope = random.nextDouble() * 10;
        double gone = random.nextDouble();
        double spent = random.nextDouble() * 1000;
        double rest = (1 - gone) * (first + slope * n);
        for (int day = 1; day <= after; day++) {
            rest += first + slope * (n + day);
        }

        MonthForecast forecast = MonthForecast.of(spent, line(n, first, slope), random.nextDouble(), gone, after);

        assertThat(forecast.method()).isEqualTo(Method.SLOPE);
        assertThat(forecast.days()).isEqualTo(n);
        assertThat(forecast.total()).isCloseTo(spent + rest, offset(1e-6 * (spent + rest)));
        assertThat(forecast.error()).isCloseTo(0, offset(1e-4));
    }

    /** For any days: twice the amounts are twice the forecast, and the error covers what was drawn. */
    @RepeatedTest(50)
    void itScalesWithTheAmounts(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<Double> days = new ArrayList<>();
        List<Double> twice = new ArrayList<>();
        for (int day = 0; day < 3 + random.nextInt(12); day++) {
            days.add(random.nextDouble() * 100);
            twice.add(days.get(day) * 2);
        }

        MonthForecast one = MonthForecast.of(10, days, 1, 0.5, 5);
        MonthForecast two = MonthForecast.of(20, twice, 2, 0.5, 5);

        assertThat(two.total()).isCloseTo(2 * one.total(), offset(1e-6));
        assertThat(two.error()).isCloseTo(2 * one.error(), offset(1e-6));
        assertThat(one.total()).isGreaterThanOrEqualTo(10);
        assertThat(one.error()).isPositive();
    }

    /** The standard error is that of the sum: the totals of noisy days lie within two of it 19 times in 20. */
    @Test
    void theErrorIsThatOfTheSum() {
        Random random = new Random(7);
        int within = 0;
        int draws = 4000;
        for (int draw = 0; draw < draws; draw++) {
            List<Double> days = new ArrayList<>();
            for (int day = 0; day < 14; day++) {
                days.add(1000 + 5 * day + 20 * random.nextGaussian());
            }
            double actual = 0;
            for (int day = 0; day <= 9; day++) {
                actual += 1000 + 5 * (14 + day) + 20 * random.nextGaussian();
            }
            MonthForecast forecast = MonthForecast.of(0, days, 0, 0, 9);
            // Student's t with 12 degrees of freedom: 95 % within 2.179.
            within += Math.abs(forecast.total() - actual) <= 2.179 * forecast.error() ? 1 : 0;
        }

        assertThat((double) within / draws).isBetween(0.93, 0.97);
    }

    @Test
    void aFallingLineStopsAtNothing() {
        MonthForecast forecast = MonthForecast.of(60, List.of(30.0, 20.0, 10.0), 0, 0, 20);

        assertThat(forecast.total()).isCloseTo(60, offset(1e-9));
    }

    @Test
    void withTooFewDaysTheirMeanGoesOn() {
        MonthForecast two = MonthForecast.of(5, List.of(2.0, 4.0), 0, 0.5, 1);
        MonthForecast one = MonthForecast.of(5, List.of(2.0), 0, 0.5, 1);

        assertThat(two.total()).isCloseTo(5 + 3 * 1.5, offset(1e-9));
        assertThat(two.method()).isEqualTo(Method.MEAN);
        assertThat(two.error()).isCloseTo(Math.sqrt(2 * (1.5 + 1.5 * 1.5 / 2)), offset(1e-9));
        assertThat(one.total()).isCloseTo(8, offset(1e-9));
        assertThat(one.error()).isNull();
    }

    @Test
    void onTheFirstDayItsOwnRateGoesOn() {
        MonthForecast forecast = MonthForecast.of(3, List.of(), 3, 0.25, 2);

        assertThat(forecast.total()).isCloseTo(3 + 12 * 2.75, offset(1e-9));
        assertThat(forecast.error()).isNull();
        assertThat(MonthForecast.of(0, List.of(), 0, 0, 30).total()).isZero();
    }

    private static List<Double> line(int n, double first, double slope) {
        List<Double> days = new ArrayList<>();
        for (int day = 0; day < n; day++) {
            days.add(first + slope * day);
        }
        return days;
    }
}
