package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration BASE = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        Backoff backoff = new Backoff(BASE, LONGEST);

        assertThat(backoff.pause(0)).isEqualTo(BASE);
        assertThat(backoff.pause(3)).isEqualTo(Duration.ofMillis(1600));
        assertThat(backoff.pause(8)).isEqualTo(LONGEST);
        assertThat(backoff.pause(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void chanceTakesNoMoreThanItsPart() {
        Backoff backoff = new Backoff(BASE, LONGEST, 0.5);

        assertThat(backoff.pause(1, () -> 0)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.pause(1, () -> 0.5)).isEqualTo(Duration.ofMillis(300));
        ForAll.seeds(random -> assertThat(backoff.pause(random.nextInt(40), random::nextDouble))
                .isBetween(BASE.dividedBy(2), LONGEST));
    }
}
