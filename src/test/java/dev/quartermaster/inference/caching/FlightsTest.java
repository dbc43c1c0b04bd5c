package dev.quartermaster.inference.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.CacheWish;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final Flights<String> flights = new Flights<>(vertx, nanos::get);

    @AfterEach
    void close() {
        vertx.close();
    }

    private static CacheTicket ticket(long question) {
        return new CacheTicket(
                new Tenant("key", false),
                CacheWish.NONE,
                Instant.EPOCH,
                ModelKey.parse("openai/gpt-4o").orElseThrow(),
                null,
                new CacheKey(question, 0, 0, 0));
    }

    private CompletableFuture<Optional<String>> waiting(CacheTicket ticket, Duration patience) {
        return flights.await(ticket, patience).subscribeAsCompletionStage();
    }

    @Test
    void theFirstLeadsAndTheOthersGetItsAnswer() throws Exception {
        CacheTicket first = ticket(1);
        CacheTicket second = ticket(1);
        assertThat(flights.leads(first)).isTrue();
        assertThat(flights.leads(second)).isFalse();
        assertThat(flights.leads(ticket(2))).isTrue();
        CompletableFuture<Optional<String>> answer = waiting(second, LONG);
        assertThat(answer).isNotDone();

        flights.land(second, Optional.of("not its to say"));
        assertThat(answer).isNotDone();
        flights.land(first, Optional.of("answer"));

        assertThat(answer.get(10, TimeUnit.SECONDS)).contains("answer");
        assertThat(flights.underWay()).isEqualTo(1);
        assertThat(flights.leads(ticket(1))).isTrue();
    }

    @Test
    void whoLandsWithNothingLeavesTheOthersToThemselves() throws Exception {
        CacheTicket first = ticket(1);
        flights.leads(first);
        CompletableFuture<Optional<String>> answer = waiting(ticket(1), LONG);
        flights.land(first, Optional.empty());
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void nobodyWaitsForLongerThanItCan() throws Exception {
        flights.leads(ticket(1));
        assertThat(waiting(ticket(1), Duration.ofMillis(1)).get(10, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(waiting(ticket(1), Duration.ofMillis(-1)).get(10, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void aLeaderThatNeverLandsIsReplaced() {
        CacheTicket lost = ticket(1);
        flights.leads(lost);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        CacheTicket next = ticket(1);
        assertThat(flights.leads(next)).isTrue();

        flights.land(lost, Optional.of("late"));
        assertThat(flights.underWay()).isEqualTo(1);
    }
}
