package dev.quartermaster.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forecast of a month's cost at its end: the cost so far, and a straight line through the last whole days for the rest.
 * Amounts are in US dollars; being estimates, they are no exact decimals.
 *
 * @param total at the end of the month
 * @param error standard error of the total; null with too few days to tell
 * @param days the whole days it is made from
 * @param method how the days to come were expected
 */
public record MonthForecast(double total, @Nullable Double error, int days, Method method) {

    /** Way to expect the days to come. */
    public enum Method {
        /** Least squares through the whole days. */
        SLOPE,
        /** Their mean, where there are too few for a slope. */
        MEAN,
        /** The rate of today, where there is no whole day yet. */
        TODAY
    }

    /** A line through two points fits always; with the third there is an error. */
    private static final int FEWEST_FOR_A_SLOPE = 3;

    /**
     * Expects a month's cost. The line is never below 0. With n days, m days to come and s² the residuals' variance, the
     * variance of the sum of the days to come is s² · (m + m²/n + (Σ(x − x̄))²/Sxx); that of the mean is without its last term.
     *
     * @param spent in the month so far, today included
     * @param history each of the last whole days, the oldest first and yesterday last; 0 for a day without requests
     * @param today what was spent today
     * @param gone the share of today that is over, from 0 to 1
     * @param daysAfter whole days of the month behind today
     */
    public static MonthForecast of(double spent, List<Double> history, double today, double gone, int daysAfter) {
        int n = history.size();
        double ahead = 1 - gone + daysAfter;
        if (n == 0) {
            double rate = gone > 0 ? today / gone : 0;
            return new MonthForecast(spent + rate * ahead, null, 0, Method.TODAY);
        }
        double mean =
                history.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        if (n < FEWEST_FOR_A_SLOPE) {
            Double error = n == 1 ? null : error(residuals(history, mean, 0) / (n - 1), ahead, n, 0);
            return new MonthForecast(spent + mean * ahead, error, n, Method.MEAN);
        }
        double middle = (n - 1) / 2.0;
        double spread = 0;
        double together = 0;
        for (int x = 0; x < n; x++) {
            spread += (x - middle) * (x - middle);
            together += (x - middle) * (history.get(x) - mean);
        }
        double slope = together / spread;
        double rest = 0;
        double distance = 0;
        for (int day = 0; day <= daysAfter; day++) {
            double share = day == 0 ? 1 - gone : 1;
            double away = n + day - middle;
            rest += share * Math.max(0, mean + slope * away);
            distance += share * away;
        }
        double variance = residuals(history, mean, slope) / (n - 2);
        return new MonthForecast(
                spent + rest, error(variance, ahead, n, distance * distance / spread), n, Method.SLOPE);
    }

    private static double residuals(List<Double> history, double mean, double slope) {
        double middle = (history.size() - 1) / 2.0;
        double sum = 0;
        for (int x = 0; x < history.size(); x++) {
            double off = history.get(x) - mean - slope * (x - middle);
            sum += off * off;
        }
        return sum;
    }

    private static double error(double variance, double ahead, int n, double byDistance) {
        return Math.sqrt(variance * (ahead + ahead * ahead / n + byDistance));
    }
}
