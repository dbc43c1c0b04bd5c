package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.HourlyUsage;
import dev.quartermaster.history.ledger.HourlyUsage.Kind;
import dev.quartermaster.history.ledger.UsageRepository;
import dev.quartermaster.storage.LeaderElection.Role;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnusualUsageCheckTest {

    private final MutableClock clock = new MutableClock("2026-03-02T18:59:59Z");
    private final List<AlertRequest> told = new ArrayList<>();
    private final List<String> moments = new ArrayList<>();
    private final AlertService alertService = new InMemoryAlertService(clock) {
        @Override
        public void raiseOf(Instant moment, AlertRequest alertRequest) {
            told.add(alertRequest);
            moments.add(moment.toString());
            super.raiseOf(moment, alertRequest);
        }
    };
    private final Ledger ledger = new Ledger();
    private Uni<Role> role = Uni.createFrom().item(Role.LEADS);

    @Test
    void theLeaderAsksForTheRunningHourAndTellsWhatIsUnusual() {
        run(Map.of());

        assertThat(ledger.asked).containsExactly("100 1 2026-03-02T18:00:00Z");
        assertThat(told).extracting(AlertRequest::subject).containsExactly("key:loud");
    }

    @Test
    void whatAnHourEndedWithIsSeenAndNothingIsToldTwice() {
        run(Map.of());
        clock.advance(Duration.ofMinutes(15));
        run(Map.of());
        clock.advance(Duration.ofSeconds(2));
        run(Map.of());

        assertThat(ledger.asked)
                .containsExactly(
                        "100 1 2026-03-02T18:00:00Z",
                        "100 1 2026-03-02T18:00:00Z",
                        "100 1 2026-03-02T19:00:00Z",
                        "100 1 2026-03-02T19:00:00Z");
        assertThat(moments)
                .containsExactly(
                        "2026-03-02T18:59:59Z",
                        "2026-03-02T18:59:59.999Z",
                        "2026-03-02T19:14:59Z",
                        "2026-03-02T19:15:01Z");
        assertThat(listed()).as("one alert for each of the two hours").hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"FOLLOWS", "ALONE"})
    void theOthersDoNotLook(Role other) {
        role = Uni.createFrom().item(other);

        run(Map.of());

        assertThat(ledger.asked).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void nobodyLooksWithoutAFactor() {
        run(Map.of("quartermaster.performance.unusual.factor", "0"));

        assertThat(ledger.asked).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whileTheLedgerIsAwayNothingIsToldAndNothingFails() {
        ledger.away = true;
        UnusualUsageCheck check = check(Map.of());
        check.run().await().atMost(Duration.ofMinutes(1));
        check.run().await().atMost(Duration.ofMinutes(1));
        assertThat(told).isEmpty();

        ledger.away = false;
        check.run().await().atMost(Duration.ofMinutes(1));

        assertThat(told).as("as soon as it is back").hasSize(1);
    }

    private List<Alert> listed() {
        AlertFilter all = new AlertFilter(null, null, null, null, null, null, null);
        return alertService.list(all, 10).await().atMost(Duration.ofMinutes(1));
    }

    private void run(Map<String, String> said) {
        check(said).run().await().atMost(Duration.ofMinutes(1));
    }

    private UnusualUsageCheck check(Map<String, String> said) {
        return new UnusualUsageCheck(
                Settings.of(PerformanceConfig.class, said), ledger, alertService, clock, () -> role);
    }

    private static final class Ledger extends UsageRepository {

        private final List<String> asked = new ArrayList<>();
        private boolean away;

        @Override
        public Uni<List<HourlyUsage>> usageAbove(long requests, BigDecimal costUsd, Instant hour) {
            if (away) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
            }
            asked.add(requests + " " + costUsd + " " + hour);
            Instant first = hour.minus(Duration.ofDays(3));
            return Uni.createFrom()
                    .item(List.of(used(Kind.KEY, "loud", first, 1), used(Kind.AGENT, "usual", first, 80)));
        }

        private static HourlyUsage used(Kind kind, String name, Instant first, int anHour) {
            return new HourlyUsage(kind, name, 200, Money.ZERO, first, 72L * anHour, Money.ZERO);
        }
    }
}
