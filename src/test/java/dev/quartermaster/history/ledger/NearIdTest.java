package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.Ids;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NearIdTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private record Span(Instant from, Instant to) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && !moment.isAfter(to);
        }
    }

    private final List<Span> asked = new ArrayList<>();
    private final UUID timed = Ids.of(Clock.fixed(NOW, ZoneOffset.UTC)).next();

    /** A table with one row of that time. */
    private Optional<String> find(UUID id, Instant rowTime) {
        return NearId.search(
                        id,
                        (from, to) -> {
                            Span span = new Span(from, to);
                            asked.add(span);
                            return Uni.createFrom()
                                    .item(span.holds(rowTime) ? Optional.of("row") : Optional.<String>empty());
                        },
                        Optional::isPresent)
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void aRowOfAboutTheTimeOfItsIdIsFoundWithoutAskingOtherDays() {
        assertThat(find(timed, NOW.minus(Duration.ofHours(5)))).contains("row");

        assertThat(asked).containsExactly(new Span(NOW.minus(Duration.ofHours(6)), NOW.plus(Duration.ofHours(6))));
    }

    @Test
    void aRowOfAnotherTimeThanItsIdIsLookedForEverywhere() {
        assertThat(find(timed, NOW.minus(Duration.ofDays(400)))).contains("row");

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).holds(Instant.EPOCH)).isTrue();
        assertThat(asked.get(1).holds(Instant.parse("2999-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void anIdWithoutATimeIsLookedForEverywhereAtOnce() {
        assertThat(find(new UUID(0x4000L, Long.MIN_VALUE), NOW)).contains("row");

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).holds(NOW.minus(Duration.ofDays(400)))).isTrue();
    }

    @Test
    void whatIsNowhereIsNotFound() {
        assertThat(find(timed, Instant.MAX)).isEmpty();

        assertThat(asked).hasSize(2);
    }
}
