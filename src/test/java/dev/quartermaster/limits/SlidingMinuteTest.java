package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingMinuteTest {

    private record Taken(long second, long amount) {}

    @Test
    void noMinuteHoldsMoreThanTheLimit() {
        ForAll.seeds(random -> {
            long limit = random.nextInt(1, 200);
            SlidingMinute window = new SlidingMinute();
            List<Taken> admitted = new ArrayList<>();
            long now = random.nextInt(-500, 500);
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(0, 5);
                long amount = random.nextInt(1, 20);
                if (window.used(now) + amount <= limit) {
                    window.add(now, amount);
                    admitted.add(new Taken(now, amount));
                }
            }
            for (Taken start : admitted) {
                long inMinute = admitted.stream()
                        .filter(taken -> taken.second() >= start.second() && taken.second() < start.second() + 61)
                        .mapToLong(Taken::amount)
                        .sum();
                assertThat(inMinute).isLessThanOrEqualTo(limit);
            }
        });
    }

    @Test
    void waitingAsLongAsToldIsEnoughAndLessIsNot() {
        ForAll.seeds(random -> {
            long limit = random.nextInt(20, 200);
            SlidingMinute window = new SlidingMinute();
            long now = 1_000;
            for (int i = 0; i < 50; i++) {
                now += random.nextInt(0, 4);
                long amount = random.nextInt(1, 20);
                if (window.used(now) + amount <= limit) {
                    window.add(now, amount);
                }
            }
            long amount = random.nextInt(1, 20);
            Duration wait = window.untilFree(now, amount, limit);
            if (!wait.isZero()) {
                assertThat(window.used(now + wait.toSeconds() - 1) + amount).isGreaterThan(limit);
            }
            assertThat(window.used(now + wait.toSeconds()) + amount).isLessThanOrEqualTo(limit);
        });
    }

    @Test
    void whatWasTakenIsGoneAfterAMinute() {
        SlidingMinute window = new SlidingMinute();
        window.add(100, 7);

        assertThat(window.used(160)).isEqualTo(7);
        assertThat(window.used(161)).isZero();
    }

    @Test
    void aCorrectionCountsWhereTheAmountWasTaken() {
        SlidingMinute window = new SlidingMinute();
        window.add(100, 10);
        window.correct(130, 100, 5);

        assertThat(window.used(130)).isEqualTo(15);
        assertThat(window.used(161)).isZero();
    }

    @Test
    void aCorrectionThatComesTooLateChangesNothing() {
        SlidingMinute window = new SlidingMinute();
        window.add(100, 10);
        window.add(170, 3);
        window.correct(170, 100, 50);

        assertThat(window.used(170)).isEqualTo(3);
    }
}
