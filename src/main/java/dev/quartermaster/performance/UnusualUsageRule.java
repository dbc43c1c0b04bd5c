package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.history.ledger.HourlyUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether an agent type or a key used far more in an hour than in its mean hour of the week before. One younger than
 * a day has no mean yet. Pure.
 */
final class UnusualUsageRule {

    private static final int HOURS = 7 * 24;
    private static final int YOUNG = 24;

    private final PerformanceConfig.UnusualConfig config;

    UnusualUsageRule(PerformanceConfig.UnusualConfig config) {
        this.config = config;
    }

    /** Returns whether anything can be unusual. */
    boolean isOn() {
        return config.factor() > 0;
    }

    /**
     * Returns the alert that is due, for requests or else for cost.
     *
     * @param hour the beginning of the hour that the usage is of
     */
    Optional<AlertRequest> alert(HourlyUsage usage, Instant hour) {
        long age = ChronoUnit.HOURS.between(usage.first(), hour);
        if (!isOn() || age < YOUNG) {
            return Optional.empty();
        }
        double hours = Math.min(age, HOURS);
        double requests = usage.requests();
        double meanRequests = usage.weekRequests() / hours;
        double cost = usage.cost().usd().doubleValue();
        double meanCost = usage.weekCost().usd().doubleValue() / hours;
        if (isUnusual(requests, meanRequests, config.requests())) {
            return Optional.of(request(usage, hour, "requests", requests, meanRequests));
        } else if (isUnusual(cost, meanCost, config.costUsd())) {
            return Optional.of(request(usage, hour, "USD", cost, meanCost));
        }
        return Optional.empty();
    }

    private boolean isUnusual(double current, double mean, Number floor) {
        return current > floor.doubleValue() && current > mean * config.factor();
    }

    private static AlertRequest request(HourlyUsage usage, Instant hour, String unit, double current, double mean) {
        String kind = usage.kind().wire();
        String subject =
                switch (usage.kind()) {
                    case AGENT -> usage.name();
                    case KEY -> "key:" + usage.name();
                };
        String message = String.format(
                Locale.ROOT,
                "%s %s used %s %s in the hour from %s, and %s in its mean hour of the week before",
                kind,
                usage.name(),
                rounded(current),
                unit,
                hour,
                rounded(mean));
        Map<String, Object> facts =
                Map.of("kind", kind, "unit", unit, "hour", hour.toString(), "this_hour", current, "mean_hour", mean);
        return new AlertRequest(AlertKind.UNUSUAL_USAGE, subject, message, facts);
    }

    private static String rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }
}
