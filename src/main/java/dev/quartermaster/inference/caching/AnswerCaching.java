package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.ResponseCache;
import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.cache.key.RequestDigest;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.streaming.StreamUsage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers of conversations again, and keeps those that can be. Of several requests that ask the same at once one asks
 * a model, and the others wait for it: at most half of the time that they have, so that each can still ask for itself.
 */
@ApplicationScoped
public class AnswerCaching {

    private static final int SHARE_OF_WAIT = 2;

    private final ResponseCache cache;
    private final CacheTickets tickets;
    private final Flights<CacheEntry> flights;

    AnswerCaching(ResponseCache cache, CacheTickets tickets, Vertx vertx) {
        this.cache = cache;
        this.tickets = tickets;
        this.flights = new Flights<>(vertx, System::nanoTime);
    }

    /**
     * The answer from the cache, or else a new one.
     *
     * @param given makes the result of what the cache has
     * @param asked asks a model; {@link #keepWhole} or {@link #collected} follows when it answers
     */
    public <R> Uni<R> through(
            RequestContext requestContext,
            CacheTicket ticket,
            BiFunction<ModelSpec, CachedValue.Chat, Uni<R>> given,
            Supplier<Uni<R>> asked) {
        return Uni.createFrom().deferred(() -> {
            Optional<CacheEntry> known =
                    cache.guard().get(() -> Optional.ofNullable(cache.find(ticket)), Optional.empty());
            if (known.isPresent()) {
                return give(requestContext, ticket, known.get(), given, asked);
            } else if (ticket.asksNobody()) {
                return lead(requestContext, ticket, given, asked);
            } else if (flights.leads(ticket)) {
                return lead(requestContext, ticket, given, asked)
                        .onFailure()
                        .invoke(() -> keepNothing(ticket))
                        .onCancellation()
                        .invoke(() -> keepNothing(ticket));
            }
            return flights.await(ticket, requestContext.remaining().dividedBy(SHARE_OF_WAIT))
                    .map(answer -> answer.filter(entry -> cache.gives(entry, ticket)))
                    .chain(answer -> answer.map(entry -> give(requestContext, ticket, entry, given, asked))
                            .orElseGet(() -> ask(ticket, asked)));
        });
    }

    private <R> Uni<R> lead(
            RequestContext requestContext,
            CacheTicket ticket,
            BiFunction<ModelSpec, CachedValue.Chat, Uni<R>> given,
            Supplier<Uni<R>> asked) {
        if (!cache.isShared()) {
            return ask(ticket, asked);
        }
        return cache.findShared(List.of(ticket.key()), ticket).chain(found -> {
            CacheEntry entry = found.get(0);
            if (entry == null) {
                return ask(ticket, asked);
            }
            flights.land(ticket, Optional.of(entry));
            return give(requestContext, ticket, entry, given, asked);
        });
    }

    private <R> Uni<R> give(
            RequestContext requestContext,
            CacheTicket ticket,
            CacheEntry entry,
            BiFunction<ModelSpec, CachedValue.Chat, Uni<R>> given,
            Supplier<Uni<R>> asked) {
        ModelSpec model = tickets.model(requestContext, entry.model()).orElse(null);
        if (model == null || !(entry.value() instanceof CachedValue.Chat answer)) {
            return ask(ticket, asked);
        }
        requestContext.answeredFromCache(ticket, cache.hit(List.of(entry), ticket));
        return given.apply(model, answer);
    }

    private <R> Uni<R> ask(CacheTicket ticket, Supplier<Uni<R>> asked) {
        cache.missed(ticket);
        return asked.get();
    }

    /** A model has answered whole. */
    public void keepWhole(RequestContext requestContext, CacheTicket ticket, ModelSpec model, ChatReply reply) {
        keep(requestContext, ticket, model, () -> new CachedValue.Whole(reply));
    }

    /**
     * The same stream, whose answer is kept once it is whole.
     *
     * @param model the one that began it; an answer that another went on with is not kept
     */
    public Multi<ChatDelta> collected(
            RequestContext requestContext,
            CacheTicket ticket,
            ModelSpec model,
            StreamUsage tally,
            Multi<ChatDelta> stream) {
        StreamCollector collector = new StreamCollector(cache.longestEntry());
        return stream.invoke(step -> cache.guard().run(() -> collector.add(step)))
                .onCompletion()
                .invoke(() -> keep(requestContext, ticket, model, () -> {
                    boolean own = tally.model().key().equals(model.key());
                    return own && collector.isComplete()
                            ? new CachedValue.Streamed(
                                    collector.steps(), model.key().id())
                            : null;
                }))
                .onFailure()
                .invoke(() -> keepNothing(ticket))
                .onCancellation()
                .invoke(() -> keepNothing(ticket));
    }

    private void keep(
            RequestContext requestContext,
            CacheTicket ticket,
            ModelSpec model,
            Supplier<CachedValue.@Nullable Chat> answer) {
        flights.land(
                ticket,
                cache.guard()
                        .get(() -> Optional.ofNullable(kept(requestContext, ticket, model, answer)), Optional.empty()));
    }

    private @Nullable CacheEntry kept(
            RequestContext requestContext,
            CacheTicket ticket,
            ModelSpec model,
            Supplier<CachedValue.@Nullable Chat> answer) {
        CachedValue.Chat value = answer.get();
        return value == null || !saidAll(requestContext)
                ? null
                : cache.keep(
                        ticket,
                        model.key(),
                        tickets.key(requestContext, ticket, model),
                        value,
                        requestContext.bill().lastCost(),
                        requestContext.decision().id());
    }

    /** An answer to less than was asked is only that of the provider that could not be told the rest. */
    private static boolean saidAll(RequestContext requestContext) {
        return requestContext.dropped().stream().allMatch(dropped -> RequestDigest.ignores(dropped.field()));
    }

    /** There is no answer that could be given again. */
    public void keepNothing(CacheTicket ticket) {
        flights.land(ticket, Optional.empty());
    }
}
