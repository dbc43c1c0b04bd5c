package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertService.AlertWindow;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertPersisterTest {

    /** A database in memory that can be away. */
    private static final class Rows implements AlertRepository {
        final Map<UUID, Alert> kept = new LinkedHashMap<>();
        boolean away;

        @Override
        public Uni<Boolean> save(Alert alert) {
            if (away) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
            }
            return Uni.createFrom().item(kept.put(alert.id(), alert) == null);
        }

        @Override
        public Uni<List<Alert>> acknowledge(UUID id, Instant at, String by) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<List<Alert>> list(AlertFilter filter, int limit) {
            return Uni.createFrom().item(List.copyOf(kept.values()));
        }

        @Override
        public Uni<Integer> deleteBefore(Instant before, int most) {
            return Uni.createFrom().item(0);
        }

        @Override
        public Uni<Changes> changesSince(long revision, int limit) {
            return away
                    ? Uni.createFrom().failure(new IllegalStateException("away"))
                    : Uni.createFrom().item(new Changes(List.copyOf(kept.values()), kept.size()));
        }
    }

    private final MutableClock clock = new MutableClock("2026-05-01T10:20:00Z");
    private final AlertWindow window = new AlertWindow(Duration.ofHours(1));
    private final Rows rows = new Rows();
    private final Instance one = new Instance();
    private final Instance other = new Instance();

    private final class Instance {
        final AlertBuffer book = new AlertBuffer(10);
        final List<Alert> sent = new ArrayList<>();
        final List<Alert> told = new ArrayList<>();
        final AlertPersister keeper = new AlertPersister(book, rows, Runnable::run, sent::add, told::add, 10, clock);

        void raise(String subject) {
            AlertRequest request = new AlertRequest(AlertKind.UNUSUAL_USAGE, subject, "much", Map.of());
            Alert alert = window.alert(request, clock.instant(), clock.instant());
            if (book.add(alert)) {
                keeper.raised(alert);
            }
        }
    }

    @Test
    void oneInstanceSendsWhatBothSaw() {
        one.raise("agent");
        other.raise("agent");

        assertThat(one.sent).hasSize(1);
        assertThat(other.sent).isEmpty();
    }

    @Test
    void whatAnotherInstanceWasToldIsToldHereButNotWhatWasBefore() {
        one.raise("early");
        other.keeper.refresh();
        one.raise("late");
        other.keeper.refresh();

        assertThat(other.told).extracting(Alert::subject).containsExactly("late");
        assertThat(other.book.list(AlertFilter.ALL)).hasSize(2);
        assertThat(other.sent).isEmpty();
    }

    @Test
    void withoutTheDatabaseItIsSentAtOnceAndStoredLaterOnce() {
        rows.away = true;
        one.raise("agent");
        assertThat(one.sent).hasSize(1);
        assertThat(one.keeper.status(Instant.MIN).since()).isEqualTo(clock.instant());

        rows.away = false;
        one.keeper.refresh();

        assertThat(rows.kept).hasSize(1);
        assertThat(one.sent).hasSize(1);
        assertThat(one.keeper.status(Instant.MIN)).isEqualTo(ComponentStatus.ok(Instant.MIN));
    }

    @Test
    void whatWaitsIsBounded() {
        rows.away = true;
        for (int i = 0; i < 50; i++) {
            one.raise("agent" + i);
        }
        assertThat(one.sent).hasSize(50);

        rows.away = false;
        one.keeper.refresh();

        assertThat(rows.kept).hasSizeLessThanOrEqualTo(10);
    }
}
