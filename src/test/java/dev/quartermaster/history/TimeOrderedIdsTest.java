package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void anIdTellsWhenItWasCreated() {
        Instant now = Instant.parse("2026-11-29T18:00:00.123Z");
        TimeOrderedIds ids = Ids.of(Clock.fixed(now, ZoneOffset.UTC));

        assertThat(TimeOrderedIds.timeOf(ids.next())).contains(now);
    }

    @Test
    void anotherKindOfIdTellsNothing() {
        assertThat(TimeOrderedIds.timeOf(UUID.randomUUID())).isEmpty();
        assertThat(TimeOrderedIds.timeOf(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8")))
                .isEmpty();
    }
}
