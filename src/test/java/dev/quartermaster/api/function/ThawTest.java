package dev.quartermaster.api.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.telemetry.Thawed;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThawTest {

    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final List<Thawed> told = new ArrayList<>();

    @Test
    void aLongPauseIsToldAndAShortOneIsNot() throws Exception {
        Thaw thaw = new Thaw(clock, told::add);
        thaw.before();
        thaw.after();
        clock.advance(Duration.ofMillis(1_999));
        thaw.before();
        assertThat(told).isEmpty();
        thaw.after();
        clock.advance(Duration.ofMinutes(5));
        thaw.before();

        assertThat(told).extracting(Thawed::frozen).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void whatIsReadAnewIsWaitedForAndWhatFailsIsNot() throws Exception {
        List<String> read = new ArrayList<>();
        Thaw thaw = new Thaw(clock, thawed -> {
            thawed.await(Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(20))
                    .invoke(() -> read.add("keys")));
            thawed.await(Uni.createFrom().failure(new IllegalStateException("away")));
        });
        thaw.after();
        clock.advance(Duration.ofMinutes(5));
        thaw.before();

        assertThat(read).containsExactly("keys");
    }
}
