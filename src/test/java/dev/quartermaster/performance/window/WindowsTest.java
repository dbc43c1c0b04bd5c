package dev.quartermaster.performance.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.performance.Track;
import dev.quartermaster.testing.ForAll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final ModelKey MODEL = new ModelKey(ProviderId.OPENAI, "gpt-4o");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Windows windows = new Windows();

    @Test
    void nothingIsKnownOfWhatWasNotCalled() {
        for (Span span : Span.values()) {
            assertThat(windows.track(span, NOW)).isEqualTo(Track.NONE);
        }
    }

    @Test
    void aCallCountsInEveryWindow() {
        windows.add(call(NOW, true, 200.0), NOW);
        windows.add(call(NOW, false, 5_000.0), NOW);

        for (Span span : Span.values()) {
            Track track = windows.track(span, NOW);
            assertThat(track.calls()).isEqualTo(2);
            assertThat(track.successes()).isEqualTo(1);
            assertThat(track.latencyP99Ms()).as("of successes only").isCloseTo(200, within(2.0));
        }
    }

    @Test
    void aCallDropsOutOfEachWindowInItsTime() {
        windows.add(call(NOW, true, 200.0), NOW);

        Instant later = NOW.plus(Duration.ofHours(2));
        assertThat(windows.track(Span.HOUR, later)).isEqualTo(Track.NONE);
        assertThat(windows.track(Span.DAY, later).calls()).isEqualTo(1);
        assertThat(windows.track(Span.WEEK, NOW.plus(Duration.ofDays(6))).calls())
                .isEqualTo(1);
        assertThat(windows.track(Span.WEEK, NOW.plus(Duration.ofDays(8)))).isEqualTo(Track.NONE);
    }

    @Test
    void whatIsOlderThanAWindowIsNotOfIt() {
        windows.add(call(NOW.minus(Duration.ofHours(3)), true, 200.0), NOW);

        assertThat(windows.track(Span.HOUR, NOW)).isEqualTo(Track.NONE);
        assertThat(windows.track(Span.DAY, NOW).calls()).isEqualTo(1);
    }

    @Test
    void aClockAheadOfOursCountsAsNow() {
        windows.add(call(NOW.plus(Duration.ofDays(30)), true, 200.0), NOW);

        assertThat(windows.track(Span.HOUR, NOW).calls()).isEqualTo(1);
    }

    @Test
    void tokensASecondAreOverTheTimeTheyTook() {
        windows.add(new Call(MODEL, null, NOW, true, 2_000.0, 150.0, 0.9, 100L), NOW);
        windows.add(new Call(MODEL, null, NOW, true, 1_000.0, 250.0, 0.5, 200L), NOW);
        windows.add(new Call(MODEL, null, NOW, true, null, null, null, null), NOW);

        Track track = windows.track(Span.HOUR, NOW);

        assertThat(track.tokensPerSecond()).isEqualTo(100);
        assertThat(track.quality()).isEqualTo(0.7);
        assertThat(track.outputP95Tokens()).isBetween(198L, 202L);
        assertThat(track.firstTokenP50Ms()).isCloseTo(150, within(2.0));
    }

    /** For any calls at any times, a window says of them what counting them says, percentiles to one in a hundred. */
    @Test
    void aWindowSaysWhatCountingSays() {
        ForAll.seeds(random -> {
            Windows some = new Windows();
            List<Call> calls = new ArrayList<>();
            Instant now = NOW;
            int count = random.nextInt(1, 120);
            for (int i = 0; i < count; i++) {
                now = now.plusSeconds(random.nextInt(400));
                Call call = call(now, random.nextInt(4) > 0, (double) random.nextInt(1, 100_000));
                some.add(call, now);
                calls.add(call);
            }
            for (Span span : Span.values()) {
                long slice = span.slice().toMillis();
                long oldest = now.toEpochMilli() / slice - span.slices();
                List<Call> inside = calls.stream()
                        .filter(call -> call.time().toEpochMilli() / slice > oldest)
                        .toList();
                Track track = some.track(span, now);

                assertThat(track.calls()).isEqualTo(inside.size());
                assertThat(track.successes())
                        .isEqualTo(inside.stream().filter(Call::success).count());
                check(track, inside);
            }
        });
    }

    private static void check(Track track, List<Call> inside) {
        List<Double> latencies = new ArrayList<>(
                inside.stream().filter(Call::success).map(Call::latencyMs).toList());
        if (latencies.isEmpty()) {
            assertThat(track.latencyP50Ms()).isNull();
            return;
        }
        Collections.sort(latencies);
        double exact = latencies.get((int) Math.ceil(latencies.size() * 0.5) - 1);
        assertThat(track.latencyP50Ms()).isCloseTo(exact, within(exact * 0.01 + 1));
    }

    private static Call call(Instant time, boolean success, double latencyMs) {
        return new Call(MODEL, "sql", time, success, latencyMs, null, null, null);
    }
}
