package dev.quartermaster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight<String> flight = new SingleFlight<>();
    private final AtomicInteger starts = new AtomicInteger();
    private final CompletableFuture<String> work = new CompletableFuture<>();

    @Test
    void concurrentCallersShareOneOutcome() {
        var first = ask();
        var second = ask();
        assertThat(flight.running()).isTrue();

        work.complete("done");

        first.assertItem("done");
        second.assertItem("done");
        assertThat(starts).hasValue(1);
        assertThat(flight.running()).isFalse();
    }

    @Test
    void aCancelledCallerDoesNotEndTheRun() {
        var first = ask();
        var second = ask();

        first.cancel();
        work.complete("done");

        second.assertItem("done");
        assertThat(work).isNotCancelled();
    }

    @Test
    void allCallersGetAFailureAndTheNextCallStartsAgain() {
        var first = ask();

        work.completeExceptionally(new IllegalStateException("lost"));

        first.assertFailedWith(IllegalStateException.class, "lost");
        ask();
        assertThat(starts).hasValue(2);
    }

    private UniAssertSubscriber<String> ask() {
        return flight.join(() -> {
                    starts.incrementAndGet();
                    return Uni.createFrom().completionStage(work);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
