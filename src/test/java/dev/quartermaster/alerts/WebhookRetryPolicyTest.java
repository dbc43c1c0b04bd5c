package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WebhookRetryPolicyTest {

    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Test
    void aPauseDoublesAndChanceTakesAQuarterAtTheMost() {
        ForAll.seeds(random -> {
            int failures = random.nextInt(1, 9);
            Duration whole = BASE.multipliedBy(1L << (failures - 1));

            assertThat(patience(random).pause(failures, Optional.empty()))
                    .isBetween(whole.multipliedBy(3).dividedBy(4), whole);
        });
    }

    @Test
    void whatTheReceiverAsksForIsTakenAsItIs() {
        assertThat(patience(RandomGenerator.getDefault()).pause(3, Optional.of(Duration.ofSeconds(7))))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        WebhookRetryPolicy patience = patience(RandomGenerator.getDefault());

        assertThat(patience.pause(64, Optional.empty())).isEqualTo(LONGEST);
        assertThat(patience.pause(1, Optional.of(Duration.ofDays(1)))).isEqualTo(LONGEST);
    }

    private static WebhookRetryPolicy patience(RandomGenerator random) {
        return new WebhookRetryPolicy(10, 5, BASE, LONGEST, random);
    }
}
