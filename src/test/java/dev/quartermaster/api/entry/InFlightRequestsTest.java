package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final InFlightRequests requests = new InFlightRequests();

    @Test
    void withoutRequestsThereIsNothingToWaitFor() {
        BooleanSupplier one = request(false);
        requests.arrived(one);
        requests.ended(one);

        assertThat(requests.drain(Duration.ZERO)).isTrue();
        assertThat(requests.arrived(request(false))).isFalse();
    }

    @Test
    void waitsForTheLastOneAndTakesNoMore() throws Exception {
        BooleanSupplier first = request(false);
        BooleanSupplier second = request(false);
        BooleanSupplier late = request(false);
        assertThat(requests.arrived(first)).isTrue();
        assertThat(requests.arrived(second)).isTrue();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> requests.drain(LONG));
        Awaitility.await().until(requests::isClosed);

        assertThat(requests.arrived(late)).isFalse();
        requests.ended(late);
        requests.ended(first);
        assertThat(drained).isNotDone();
        requests.ended(second);
        assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesUpAfterTheLongestWait() {
        requests.arrived(request(false));

        assertThat(requests.drain(Duration.ofMillis(1))).isFalse();
        assertThat(requests.count()).isEqualTo(1);
    }

    /** Of some it is never told that they ended. */
    @Test
    void whoHasHungUpIsNotWaitedFor() throws Exception {
        AtomicBoolean hungUp = new AtomicBoolean();
        requests.arrived(hungUp::get);
        requests.arrived(request(true));
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> requests.drain(LONG));
        Awaitility.await().until(requests::isClosed);
        assertThat(requests.count()).isEqualTo(1);

        hungUp.set(true);

        assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static BooleanSupplier request(boolean hungUp) {
        AtomicBoolean own = new AtomicBoolean(hungUp);
        return own::get;
    }
}
