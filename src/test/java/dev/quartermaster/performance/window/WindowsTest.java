package dev.quartermaster.performance.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
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
        for (WindowLength windowLength : WindowLength.values()) {
            assertThat(windows.statistics(windowLength, NOW)).isEqualTo(PerformanceStatistics.NONE);
        }
    }

    @Test
    void aCallCountsInEveryWindow() {
        windows.add(call(NOW, true, 200.0), NOW);
        windows.add(call(NOW, false, 5_000.0), NOW);

        for (WindowLength windowLength : WindowLength.values()) {
            PerformanceStatistics statistics = windows.statistics(windowLength, NOW);
            assertThat(statistics.calls()).isEqualTo(2);
            assertThat(statistics.successes()).isEqualTo(1);
            assertThat(statistics.latencyP99Ms()).as("of successes only").isCloseTo(200, within(2.0));
        }
    }

    @Test
    void aCallDropsOutOfEachWindowInItsTime() {
        windows.add(call(NOW, true, 200.0), NOW);

        Instant later = NOW.plus(Duration.ofHours(2));
        assertThat(windows.statistics(WindowLength.HOUR, later)).isEqualTo(PerformanceStatistics.NONE);
        assertThat(windows.statistics(WindowLength.DAY, later).calls()).isEqualTo(1);
        assertThat(windows.statistics(WindowLength.WEEK, NOW.plus(Duration.ofDays(6)))
                        .calls())
                .isEqualTo(1);
        assertThat(windows.statistics(WindowLength.WEEK, NOW.plus(Duration.ofDays(8))))
                .isEqualTo(PerformanceStatistics.NONE);
    }

    @Test
    void whatIsOlderThanAWindowIsNotOfIt() {
        windows.add(call(NOW.minus(Duration.ofHours(3)), true, 200.0), NOW);

        assertThat(windows.statistics(WindowLength.HOUR, NOW)).isEqualTo(PerformanceStatistics.NONE);
        assertThat(windows.statistics(WindowLength.DAY, NOW).calls()).isEqualTo(1);
    }

    @Test
    void aClockAheadOfOursCountsAsNow() {
        windows.add(call(NOW.plus(Duration.ofDays(30)), true, 200.0), NOW);

        assertThat(windows.statistics(WindowLength.HOUR, NOW).calls()).isEqualTo(1);
    }

    @Test
    void tokensASecondAreOverTheTimeTheyTook() {
        windows.add(new CallSample(MODEL, null, NOW, true, 2_000.0, 150.0, 0.9, 100L), NOW);
        windows.add(new CallSample(MODEL, null, NOW, true, 1_000.0, 250.0, 0.5, 200L), NOW);
        windows.add(new CallSample(MODEL, null, NOW, true, null, null, null, null), NOW);

        PerformanceStatistics statistics = windows.statistics(WindowLength.HOUR, NOW);

        assertThat(statistics.tokensPerSecond()).isEqualTo(100);
        assertThat(statistics.quality()).isEqualTo(0.7);
        assertThat(statistics.outputP95Tokens()).isBetween(198L, 202L);
        assertThat(statistics.firstTokenP50Ms()).isCloseTo(150, within(2.0));
    }

    /** For any calls at any times, a window says of them what counting them says, percentiles to one in a hundred. */
    @Test
    void aWindowSaysWhatCountingSays() {
        ForAll.seeds(random -> {
            Windows some = new Windows();
            List<CallSample> calls = new ArrayList<>();
            Instant now = NOW;
            int count = random.nextInt(1, 120);
            for (int i = 0; i < count; i++) {
                now = now.plusSeconds(random.nextInt(400));
                CallSample callSample = call(now, random.nextInt(4) > 0, (double) random.nextInt(1, 100_000));
                some.add(callSample, now);
                calls.add(callSample);
            }
            for (WindowLength windowLength : WindowLength.values()) {
                long slice = windowLength.slice().toMillis();
                long oldest = now.toEpochMilli() / slice - windowLength.slices();
                List<CallSample> inside = calls.stream()
                        .filter(callSample -> callSample.time().toEpochMilli() / slice > oldest)
                        .toList();
                PerformanceStatistics statistics = some.statistics(windowLength, now);

                assertThat(statistics.calls()).isEqualTo(inside.size());
                assertThat(statistics.successes())
                        .isEqualTo(inside.stream().filter(CallSample::success).count());
                check(statistics, inside);
            }
        });
    }

    private static void check(PerformanceStatistics statistics, List<CallSample> inside) {
        List<Double> latencies = new ArrayList<>(inside.stream()
                .filter(CallSample::success)
                .map(CallSample::latencyMs)
                .toList());
        if (latencies.isEmpty()) {
            assertThat(statistics.latencyP50Ms()).isNull();
            return;
        }
        Collections.sort(latencies);
        double exact = latencies.get((int) Math.ceil(latencies.size() * 0.5) - 1);
        assertThat(statistics.latencyP50Ms()).isCloseTo(exact, within(exact * 0.01 + 1));
    }

    private static CallSample call(Instant time, boolean success, double latencyMs) {
        return new CallSample(MODEL, "sql", time, success, latencyMs, null, null, null);
    }
}
