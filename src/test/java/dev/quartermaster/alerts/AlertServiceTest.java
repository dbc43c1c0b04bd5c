package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertServiceTest {

    private final MutableClock clock = new MutableClock("2026-05-01T10:20:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AlertService alertService = with(Duration.ofHours(1), 1000);

    @Test
    void theSameIsToldOnceInAWindow() {
        raise("openai");
        raise("openai");
        raise("google");
        assertThat(all()).extracting(Alert::subject).containsExactlyInAnyOrder("openai", "google");
        assertThat(all().get(0).windowEndsAt()).isEqualTo("2026-05-01T11:00:00Z");

        clock.advance(Duration.ofMinutes(40));
        raise("openai");

        assertThat(all()).hasSize(3);
        assertThat(meters.counter("quartermaster.alerts", "kind", "provider_unavailable")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void anotherInstanceGivesItTheSameId() {
        raise("openai");
        clock.advance(Duration.ofMinutes(10));
        AlertService other = with(Duration.ofHours(1), 1000);
        other.raise(concern("openai"));

        assertThat(await(other))
                .extracting(Alert::id)
                .containsExactly(all().get(0).id());
    }

    @Test
    void aWindowOfZeroTellsEveryTime() {
        AlertService every = with(Duration.ZERO, 1000);
        every.raise(concern("openai"));
        every.raise(concern("openai"));

        assertThat(await(every)).hasSize(2);
    }

    @Test
    void memoryIsBounded() {
        AlertService small = with(Duration.ofHours(1), 3);
        for (int i = 0; i < 10; i++) {
            small.raise(concern("s" + i));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(await(small)).extracting(Alert::subject).containsExactly("s9", "s8", "s7");
    }

    @Test
    void theFirstAcknowledgementStays() {
        raise("openai");
        UUID id = all().get(0).id();
        Instant first = clock.instant();
        alertService.acknowledge(id, "anna").subscribeAsCompletionStage().join();
        clock.advance(Duration.ofMinutes(1));

        Alert acknowledged = alertService
                .acknowledge(id, "ben")
                .subscribeAsCompletionStage()
                .join()
                .orElseThrow();

        assertThat(acknowledged.acknowledgedBy()).isEqualTo("anna");
        assertThat(acknowledged.acknowledgedAt()).isEqualTo(first);
        assertThat(alertService
                        .acknowledge(UUID.randomUUID(), "anna")
                        .subscribeAsCompletionStage()
                        .join())
                .isEmpty();
    }

    @Test
    void whatIsOverIsNoted() {
        raise("openai");
        clock.advance(Duration.ofMinutes(5));
        alertService.resolve(AlertKind.PROVIDER_UNAVAILABLE, "openai");

        assertThat(all().get(0).resolvedAt()).isEqualTo(clock.instant());
    }

    @Test
    void whoComesBackGetsWhatItMissed() {
        raise("a");
        raise("b");
        raise("c");
        UUID a = all().stream()
                .filter(alert -> alert.subject().equals("a"))
                .findFirst()
                .orElseThrow()
                .id();
        AssertSubscriber<Alert> reader =
                alertService.stream(Optional.of(a)).subscribe().withSubscriber(AssertSubscriber.create(100));
        raise("d");

        assertThat(reader.getItems()).extracting(Alert::subject).containsExactly("b", "c", "d");
    }

    @Test
    void aSlowReaderIsDroppedAndTheOthersGoOn() {
        AlertService small = with(Duration.ofHours(1), 2);
        AssertSubscriber<Alert> slow =
                small.stream(Optional.empty()).subscribe().withSubscriber(AssertSubscriber.create(0));
        AssertSubscriber<Alert> quick =
                small.stream(Optional.empty()).subscribe().withSubscriber(AssertSubscriber.create(100));
        for (int i = 0; i < 20; i++) {
            small.raise(concern("s" + i));
        }

        slow.request(100);
        assertThat(slow.getFailure()).isNotNull();
        assertThat(slow.getItems()).hasSizeLessThan(20);
        assertThat(quick.getItems()).hasSize(20);
    }

    @Test
    void withoutItsDatabaseMemoryIsListed() {
        DatabaseAccess away = new DatabaseAccess(new DatabaseState(clock), null);
        AlertService alone =
                on(rows(away.ask(Duration.ofSeconds(1), () -> Uni.createFrom().item(List.of()))));
        alone.raise(concern("openai"));

        assertThat(await(alone)).extracting(Alert::subject).containsExactly("openai");
    }

    @Test
    void memoryIsListedWhateverFailsBehindIt() {
        AlertService broken = on(rows(Uni.createFrom().failure(new IllegalStateException("not as it was written"))));
        broken.raise(concern("openai"));

        assertThat(await(broken)).extracting(Alert::subject).containsExactly("openai");
    }

    private AlertService on(AlertRepository rows) {
        return new AlertService(
                Duration.ofHours(1), new AlertPipeline(1000, rows), new SafeMetrics(meters, clock), clock);
    }

    private static AlertRepository rows(Uni<List<Alert>> listed) {
        return new NoAlertRepository() {
            @Override
            public Uni<List<Alert>> list(AlertFilter filter, int limit) {
                return listed;
            }
        };
    }

    private void raise(String subject) {
        alertService.raise(concern(subject));
    }

    private List<Alert> all() {
        return await(alertService);
    }

    private AlertService with(Duration window, int memory) {
        return new AlertService(
                window, new AlertPipeline(memory, new NoAlertRepository()), new SafeMetrics(meters, clock), clock);
    }

    private static List<Alert> await(AlertService alertService) {
        return alertService
                .list(AlertFilter.ALL, 1000)
                .subscribeAsCompletionStage()
                .join();
    }

    private static AlertRequest concern(String subject) {
        return new AlertRequest(AlertKind.PROVIDER_UNAVAILABLE, subject, subject + " is down", Map.of("failures", 3));
    }
}
