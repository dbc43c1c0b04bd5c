package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.HourlyUsage;
import dev.quartermaster.history.ledger.HourlyUsage.Kind;
import dev.quartermaster.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusualUsageRuleTest {

    private static final Instant HOUR = Instant.parse("2026-03-02T18:00:00Z");

    @Test
    void anHourFarAboveTheWeeksMeanIsUnusual() {
        assertThat(alert(used(Kind.AGENT, 40, "0", 30, 300, "0")))
                .as("four times the mean is the most that is usual")
                .isEmpty();

        assertThat(alert(used(Kind.AGENT, 110, "0", 30, 300, "0"))).hasValueSatisfying(alertRequest -> {
            assertThat(alertRequest.kind()).isEqualTo(AlertKind.UNUSUAL_USAGE);
            assertThat(alertRequest.subject()).isEqualTo("sql");
            assertThat(alertRequest.message())
                    .isEqualTo(
                            "agent sql used 110 requests in the hour from 2026-03-02T18:00:00Z, and 10 in its mean hour of the week before");
            assertThat(alertRequest.facts())
                    .containsOnly(
                            Map.entry("kind", "agent"),
                            Map.entry("unit", "requests"),
                            Map.entry("hour", "2026-03-02T18:00:00Z"),
                            Map.entry("mean_hour", 10.0),
                            Map.entry("this_hour", 110.0));
        });
    }

    @Test
    void theFactorIsASetting() {
        HourlyUsage fiveTimes = used(Kind.AGENT, 50, "0", 30, 300, "0");

        assertThat(alert(fiveTimes)).isPresent();
        assertThat(alert(fiveTimes, "factor", "5")).isEmpty();
        assertThat(alert(used(Kind.AGENT, 51, "0", 30, 300, "0"), "factor", "5"))
                .isPresent();
        assertThat(alert(used(Kind.AGENT, 1_000_000, "1000000", 30, 0, "0"), "factor", "0"))
                .as("never")
                .isEmpty();
    }

    @Test
    void aKeyIsNamedAsOne() {
        assertThat(alert(used(Kind.KEY, 1, "8.01", 200, 168, "336"))).hasValueSatisfying(alertRequest -> {
            assertThat(alertRequest.subject()).isEqualTo("key:sql");
            assertThat(alertRequest.message())
                    .isEqualTo(
                            "key sql used 8.01 USD in the hour from 2026-03-02T18:00:00Z, and 2 in its mean hour of the week before");
            assertThat(alertRequest.facts())
                    .containsOnly(
                            Map.entry("kind", "key"),
                            Map.entry("unit", "USD"),
                            Map.entry("hour", "2026-03-02T18:00:00Z"),
                            Map.entry("mean_hour", 2.0),
                            Map.entry("this_hour", 8.01));
        });
        assertThat(alert(used(Kind.KEY, 1, "8", 200, 168, "336")))
                .as("four times")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "23, false", "24, true", "168, true", "1000, true"})
    void anAgentOfLessThanADayHasNoUsualYet(int age, boolean told) {
        assertThat(alert(used(Kind.AGENT, 1_000, "1000", age, 10, "0")).isPresent())
                .isEqualTo(told);
    }

    @Test
    void theMeanIsOfTheHoursSinceTheFirstAndOfAWeekAtMost() {
        assertThat(meanOf(used(Kind.AGENT, 1_000, "0", 24, 240, "0"))).isEqualTo(10.0);
        assertThat(meanOf(used(Kind.AGENT, 1_000, "0", 168, 1_680, "0"))).isEqualTo(10.0);
        assertThat(meanOf(used(Kind.AGENT, 1_000, "0", 500, 1_680, "0"))).isEqualTo(10.0);
    }

    @Test
    void whoRestedForAWeekAndComesBackLoudIsUnusual() {
        assertThat(alert(used(Kind.KEY, 21, "0", 500, 0, "0"))).isPresent();
    }

    @Test
    void littleIsNeverUnusual() {
        assertThat(alert(used(Kind.AGENT, 20, "1", 30, 0, "0")))
                .as("the floors")
                .isEmpty();
        assertThat(alert(used(Kind.AGENT, 21, "0", 30, 0, "0"))).isPresent();
        assertThat(alert(used(Kind.AGENT, 1, "1.01", 30, 0, "0"))).isPresent();
    }

    @Test
    void requestsAreToldRatherThanCost() {
        assertThat(alert(used(Kind.AGENT, 1_000, "1000", 30, 30, "30")))
                .hasValueSatisfying(
                        alertRequest -> assertThat(alertRequest.facts()).containsEntry("unit", "requests"));
        assertThat(alert(used(Kind.AGENT, 1_000, "1000", 30, 30_000, "30")))
                .hasValueSatisfying(
                        alertRequest -> assertThat(alertRequest.facts()).containsEntry("unit", "USD"));
    }

    private static Object meanOf(HourlyUsage usage) {
        return alert(usage).orElseThrow().facts().get("mean_hour");
    }

    private static Optional<AlertRequest> alert(HourlyUsage usage) {
        return alert(usage, "requests", "20");
    }

    private static Optional<AlertRequest> alert(HourlyUsage usage, String setting, String value) {
        String prefix = "quartermaster.performance.unusual.";
        Map<String, String> said = new HashMap<>(Map.of(prefix + "requests", "20"));
        said.put(prefix + setting, value);
        PerformanceConfig config = Settings.of(PerformanceConfig.class, said);
        return new UnusualUsageRule(config.unusual()).alert(usage, HOUR);
    }

    private static HourlyUsage used(
            Kind kind, long requests, String cost, int hoursAgo, long weekRequests, String weekCost) {
        Instant first = HOUR.minus(Duration.ofHours(hoursAgo));
        return new HourlyUsage(kind, "sql", requests, Money.usd(cost), first, weekRequests, Money.usd(weekCost));
    }
}
