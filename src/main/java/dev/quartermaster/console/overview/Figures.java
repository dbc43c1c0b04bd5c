package dev.quartermaster.console.overview;

import dev.quartermaster.console.Bars;
import dev.quartermaster.console.Tile;
import dev.quartermaster.console.Words;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import dev.quartermaster.performance.window.PerformanceStatistics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the figures at the top of the page. Each says its window, and leads to the list behind it. */
final class Figures {

    private final LedgerView ledger;
    private final PerformanceStatistics day;
    private final PerformanceStatistics hour;

    /**
     * @param day calls of the last day as this instance remembers them, for when the ledger is not known
     * @param hour calls of the last hour as this instance remembers them
     */
    Figures(LedgerView ledger, PerformanceStatistics day, PerformanceStatistics hour) {
        this.ledger = ledger;
        this.day = day;
        this.hour = hour;
    }

    List<Tile> tiles() {
        return List.of(requests(), errors(), latency(), spend(), alerts());
    }

    private Tile requests() {
        long requests = ledger.isKnown() ? requestsOf(ledger.hours()) : day.calls();
        return new Tile("Requests", Words.count(requests), window(), costs("hour"), "calm");
    }

    private Tile errors() {
        long requests = ledger.isKnown() ? requestsOf(ledger.hours()) : day.calls();
        long failed = ledger.isKnown() ? failedOf(ledger.hours()) : day.calls() - day.successes();
        double share = requests == 0 ? 0 : (double) failed / requests;
        return new Tile(
                "Errors",
                requests == 0 ? "–" : Words.percent(share),
                Words.count(failed) + " failed, " + window(),
                ledger.isKnown() ? costs("model") : "/api/v1/performance?window_hours=" + LedgerWatch.HOURS,
                share >= 0.2 ? "bad" : share >= 0.05 ? "warn" : "calm");
    }

    private Tile latency() {
        Double p50 = hour.latencyP50Ms();
        Double p95 = hour.latencyP95Ms();
        return new Tile(
                "Latency",
                p50 == null ? "–" : Words.millis(p50),
                p95 == null
                        ? "no call in the last hour, of this instance"
                        : "median; 95 % below " + Words.millis(p95) + "; last hour, of this instance",
                "/api/v1/performance/windows",
                "calm");
    }

    private Tile spend() {
        if (!ledger.isKnown()) {
            return new Tile("Spend", "–", "not known: the database does not answer", costs("hour"), "warn");
        }
        Money spent = ledger.hours().stream().map(CostSum::priced).reduce(Money.ZERO, Money::plus);
        long unpriced = ledger.hours().stream().mapToLong(CostSum::unpriced).sum();
        String note = unpriced == 0 ? window() : Words.count(unpriced) + " requests without a price, " + window();
        return new Tile("Spend", Words.usd(spent.usd()), note, costs("model"), unpriced == 0 ? "calm" : "warn");
    }

    private Tile alerts() {
        int open = ledger.alerts().size();
        String note = ledger.alerts().stream()
                .findFirst()
                .map(newest -> "not seen to; the newest " + Words.utc(newest.time()))
                .orElse("not seen to");
        return new Tile(
                "Alerts",
                Words.count(open) + (open < LedgerWatch.MOST_ALERTS ? "" : "+"),
                note,
                "/api/v1/alerts?acknowledged=false",
                open == 0 ? "calm" : "warn");
    }

    Bars bars() {
        Map<String, CostSum> byHour = new HashMap<>();
        ledger.hours()
                .forEach(
                        sum -> byHour.put(Objects.requireNonNullElse(sum.group().get(GroupKey.HOUR), ""), sum));
        List<Bars.Value> values = new ArrayList<>();
        for (Instant at = ledger.from(); at.isBefore(ledger.to()); at = at.plus(1, ChronoUnit.HOURS)) {
            CostSum sum = byHour.get(at.toString());
            long requests = sum == null ? 0 : sum.requests();
            long failed = sum == null ? 0 : sum.requests() - sum.successes();
            values.add(new Bars.Value(
                    requests,
                    failed,
                    Words.utc(at) + ": " + Words.count(requests) + ", " + Words.count(failed) + " failed"));
        }
        long most = values.stream().mapToLong(Bars.Value::whole).max().orElse(0);
        return Bars.of(
                "Requests per hour, failed ones marked",
                ledger.isKnown()
                        ? "Requests per hour from " + Words.utc(ledger.from()) + " to " + Words.utc(ledger.to())
                                + "; at most " + Words.count(most) + " in an hour"
                        : "Requests per hour are not known while the database does not answer",
                Words.utc(ledger.from()),
                Words.utc(ledger.to()),
                values);
    }

    private String window() {
        return ledger.isKnown() ? "24 h to " + Words.time(ledger.to()) : "last 24 h, of this instance only";
    }

    private String costs(String groupBy) {
        return "/api/v1/costs?group_by=" + groupBy + "&from=" + ledger.from() + "&to=" + ledger.to();
    }

    private static long requestsOf(List<CostSum> hours) {
        return hours.stream().mapToLong(CostSum::requests).sum();
    }

    private static long failedOf(List<CostSum> hours) {
        return hours.stream().mapToLong(sum -> sum.requests() - sum.successes()).sum();
    }
}
