package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final OpenRequests requests = new OpenRequests();

    @Test
    void withoutRequestsThereIsNothingToWaitFor() {
        requests.arrived();
        requests.ended();

        assertThat(requests.drain(Duration.ZERO)).isTrue();
        assertThat(requests.arrived()).isFalse();
    }

    @Test
    void waitsForTheLastOneAndTakesNoMore() throws Exception {
        assertThat(requests.arrived()).isTrue();
        assertThat(requests.arrived()).isTrue();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> requests.drain(LONG));
        Awaitility.await().until(requests::isClosed);

        assertThat(requests.arrived()).isFalse();
        requests.ended();
        requests.ended();
        assertThat(drained).isNotDone();
        requests.ended();
        assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesUpAfterTheLongestWait() {
        requests.arrived();

        assertThat(requests.drain(Duration.ofMillis(1))).isFalse();
        assertThat(requests.count()).isEqualTo(1);
    }
}
