package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.LruMap;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.InvocationRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects an agent type that uses far more in an hour than in its mean hour of the week before. An agent younger than a
 * day has no mean yet. For one thread at a time.
 */
final class UnusualUsageDetector {

    private static final int MOST_AGENTS = 1_000;
    private static final int HOURS = 7 * 24;
    private static final int YOUNG = 24;
    private static final long MS_AN_HOUR = 3_600_000;

    private final PerformanceConfig.UnusualConfig config;
    private final AlertService alertService;
    private final Map<String, Usage> agents = new LruMap<>(MOST_AGENTS);

    UnusualUsageDetector(PerformanceConfig.UnusualConfig config, AlertService alertService) {
        this.config = config;
        this.alertService = alertService;
    }

    /** Usage of one agent, by hour: the current hour and a week before it. */
    private static final class Usage {

        private final long[] hours = new long[HOURS + 1];
        private final long[] requests = new long[HOURS + 1];
        private final double[] costs = new double[HOURS + 1];
        private long first = Long.MAX_VALUE;

        void add(long hour, double cost) {
            int place = (int) (hour % hours.length);
            if (hours[place] != hour) {
                if (hours[place] > hour) {
                    return;
                }
                hours[place] = hour;
                requests[place] = 0;
                costs[place] = 0;
            }
            requests[place]++;
            costs[place] += cost;
            first = Math.min(first, hour);
        }

        /** @return requests and cost of the hours from {@code from} on, before {@code to} */
        double[] sum(long from, long to) {
            double[] sum = new double[2];
            for (int place = 0; place < hours.length; place++) {
                if (hours[place] >= from && hours[place] < to) {
                    sum[0] += requests[place];
                    sum[1] += costs[place];
                }
            }
            return sum;
        }
    }

    void add(InvocationRecord request, Instant now) {
        String agent = request.origin().agentType();
        if (agent != null && config.factor() > 0) {
            long hour = Math.min(hour(request.time()), hour(now));
            agents.computeIfAbsent(agent, key -> new Usage())
                    .add(hour, usd(request.bill().cost()));
        }
    }

    /** A cost that is not known adds nothing; the request itself is counted. */
    private static double usd(@Nullable Money cost) {
        return cost == null ? 0 : cost.usd().doubleValue();
    }

    /** Returns the alerts that are due, to be raised without a lock. */
    List<Runnable> check(Instant now) {
        List<Runnable> alerts = new ArrayList<>();
        long hour = hour(now);
        agents.forEach((agent, usage) -> {
            if (hour - usage.first >= YOUNG) {
                long from = Math.max(usage.first, hour - HOURS);
                double[] before = usage.sum(from, hour);
                double[] current = usage.sum(hour, hour + 1);
                double hours = hour - from;
                if (isUnusual(current[0], before[0] / hours, config.requests())) {
                    alerts.add(() -> raise(agent, "requests", current[0], before[0] / hours));
                } else if (isUnusual(current[1], before[1] / hours, config.costUsd())) {
                    alerts.add(() -> raise(agent, "USD", current[1], before[1] / hours));
                }
            }
        });
        return alerts;
    }

    private boolean isUnusual(double current, double mean, Number floor) {
        return current > floor.doubleValue() && current > mean * config.factor();
    }

    private void raise(String agent, String unit, double current, double mean) {
        String message = String.format(
                Locale.ROOT,
                "agent %s used %s %s in this hour, and %s in its mean hour of the week before",
                agent,
                rounded(current),
                unit,
                rounded(mean));
        Map<String, Object> facts = Map.of("unit", unit, "this_hour", current, "mean_hour", mean);
        alertService.raise(new AlertRequest(AlertKind.UNUSUAL_USAGE, agent, message, facts));
    }

    private static String rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), MS_AN_HOUR);
    }
}
