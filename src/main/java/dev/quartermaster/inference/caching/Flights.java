package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.key.CacheKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The questions under way: the first request of those that ask the same leads, and the others wait for its answer. If it gets
 * none that can be given again, each of them goes on its own, so that a failure of one is not that of all. Thread-safe.
 */
final class Flights<V> {

    /** A leader that has been under way for longer is not waited for any more. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final class Flight {
        final CacheTicket leader;
        final long begunNanos;
        final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();

        Flight(CacheTicket leader, long begunNanos) {
            this.leader = leader;
            this.begunNanos = begunNanos;
        }
    }

    private final Vertx vertx;
    private final LongSupplier nanos;
    private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();

    Flights(Vertx vertx, LongSupplier nanos) {
        this.vertx = vertx;
        this.nanos = nanos;
    }

    /** Joins the others that ask the same. @return whether this one leads, and has to {@link #land} */
    boolean leads(CacheTicket ticket) {
        long now = nanos.getAsLong();
        Flight flight = flights.compute(
                ticket.key(),
                (key, known) ->
                        known == null || now - known.begunNanos > LONGEST_NANOS ? new Flight(ticket, now) : known);
        return flight.leader == ticket;
    }

    /**
     * Waits for the leader's answer, on the caller's context; empty when there is none in time.
     *
     * @param patience the longest wait
     */
    Uni<Optional<V>> await(CacheTicket ticket, Duration patience) {
        Flight flight = flights.get(ticket.key());
        if (flight == null || patience.isNegative()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom().emitter(waiting -> {
            Context own = Vertx.currentContext();
            long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> waiting.complete(Optional.empty()));
            waiting.onTermination(() -> vertx.cancelTimer(timer));
            flight.answer.thenAccept(answer -> {
                vertx.cancelTimer(timer);
                if (own == null) {
                    waiting.complete(answer);
                } else {
                    own.runOnContext(later -> waiting.complete(answer));
                }
            });
        });
    }

    /** The leader has an answer that can be given again, or none. Has no effect for others, and after the first time. */
    void land(CacheTicket ticket, Optional<V> answer) {
        Flight flight = flights.get(ticket.key());
        if (flight != null && flight.leader == ticket && flights.remove(ticket.key(), flight)) {
            flight.answer.complete(answer);
        }
    }

    int underWay() {
        return flights.size();
    }
}
