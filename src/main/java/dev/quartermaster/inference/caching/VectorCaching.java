package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.ResponseCache;
import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives vectors again, text by text: of a batch a model is asked only for what is new. Vectors of two models are never in one
 * answer, so where another model may take over it is asked for the whole batch, unless all of it is there.
 */
@ApplicationScoped
public class VectorCaching {

    private static final int SHARE_OF_WAIT = 2;

    private final ResponseCache cache;
    private final CacheTickets tickets;
    private final Flights<Boolean> flights;

    VectorCaching(ResponseCache cache, CacheTickets tickets, Vertx vertx) {
        this.cache = cache;
        this.tickets = tickets;
        this.flights = new Flights<>(vertx, System::nanoTime);
    }

    /**
     * The vectors from the cache, or with the help of a model.
     *
     * @param given makes the result where all vectors were there
     * @param asked asks a model for what is missing, and {@link #complete} then completes its answer
     */
    public <R> Uni<R> through(
            RequestContext requestContext,
            CacheTicket ticket,
            BiFunction<ModelSpec, EmbeddingReply, Uni<R>> given,
            Function<VectorBatch, Uni<R>> asked) {
        return Uni.createFrom().deferred(() -> {
            ModelSpec model = tickets.model(requestContext, ticket.model()).orElseThrow();
            VectorBatch batch = new VectorBatch(
                    requestContext.request().embedding(),
                    tickets.inputs(ticket.tenant(), requestContext.request(), model));
            look(batch, ticket);
            if (batch.isWhole()) {
                return give(requestContext, ticket, batch, model, given);
            } else if (ticket.asksNobody() || flights.leads(ticket)) {
                return lead(requestContext, ticket, batch, model, given, asked)
                        .onTermination()
                        .invoke(() -> flights.land(ticket, Optional.of(true)));
            }
            return flights.await(ticket, requestContext.remaining().dividedBy(SHARE_OF_WAIT))
                    .chain(landed -> {
                        look(batch, ticket);
                        return batch.isWhole()
                                ? give(requestContext, ticket, batch, model, given)
                                : ask(requestContext, ticket, batch, asked);
                    });
        });
    }

    private void look(VectorBatch batch, CacheTicket ticket) {
        cache.guard().run(() -> batch.missing().keySet().forEach(key -> batch.add(cache.find(key, ticket))));
    }

    private <R> Uni<R> lead(
            RequestContext requestContext,
            CacheTicket ticket,
            VectorBatch batch,
            ModelSpec model,
            BiFunction<ModelSpec, EmbeddingReply, Uni<R>> given,
            Function<VectorBatch, Uni<R>> asked) {
        if (!cache.isShared()) {
            return ask(requestContext, ticket, batch, asked);
        }
        return cache.findShared(List.copyOf(batch.missing().keySet()), ticket).chain(found -> {
            found.forEach(batch::add);
            return batch.isWhole()
                    ? give(requestContext, ticket, batch, model, given)
                    : ask(requestContext, ticket, batch, asked);
        });
    }

    private <R> Uni<R> give(
            RequestContext requestContext,
            CacheTicket ticket,
            VectorBatch batch,
            ModelSpec model,
            BiFunction<ModelSpec, EmbeddingReply, Uni<R>> given) {
        requestContext.answeredFromCache(ticket, cache.hit(batch.found(), ticket));
        return given.apply(model, batch.reply());
    }

    private <R> Uni<R> ask(
            RequestContext requestContext, CacheTicket ticket, VectorBatch batch, Function<VectorBatch, Uni<R>> asked) {
        if (requestContext.route().size() != 1) {
            batch.forget();
        }
        Map<CacheKey, EmbeddingInput> missing = batch.missing();
        if (missing.size() < requestContext.request().embedding().inputs().size()) {
            requestContext.asksOnlyFor(new InferenceOperation.Vectors(batch.rest()));
        }
        missing.keySet().forEach(key -> cache.missed(ticket));
        return asked.apply(batch);
    }

    /** A model has answered what was missing of a batch; keeps it, and returns the whole. */
    public EmbeddingReply complete(
            RequestContext requestContext,
            CacheTicket ticket,
            VectorBatch batch,
            ModelSpec model,
            EmbeddingReply answered) {
        EmbeddingReply whole = batch.reply(answered);
        if (!batch.found().isEmpty()) {
            cache.guard().run(() -> cache.hit(batch.found(), ticket));
        }
        if (model.key().equals(ticket.model())) {
            cache.guard().run(() -> keep(requestContext, ticket, batch.missing(), model, answered));
        }
        return whole;
    }

    /** Each text has its share of the tokens and of the cost, by its estimated size; the shares sum up to the whole. */
    private void keep(
            RequestContext requestContext,
            CacheTicket ticket,
            Map<CacheKey, EmbeddingInput> made,
            ModelSpec model,
            EmbeddingReply answered) {
        long size = made.values().stream().mapToLong(EmbeddingInput::tokens).sum();
        long tokens = answered.usage().promptTokens();
        long sizeSoFar = 0;
        long tokensSoFar = 0;
        int index = 0;
        for (Map.Entry<CacheKey, EmbeddingInput> input : made.entrySet()) {
            sizeSoFar += input.getValue().tokens();
            long share = (size == 0 ? 0 : Math.multiplyExact(tokens, sizeSoFar) / size) - tokensSoFar;
            tokensSoFar += share;
            CachedValue.Vector vector =
                    new CachedValue.Vector(answered.vectors().get(index++), answered.servedModel(), share);
            CacheEntry kept = cache.keep(
                    ticket,
                    model.key(),
                    input.getKey(),
                    vector,
                    share(requestContext.bill().lastCost(), share, tokens),
                    requestContext.decision().id());
            if (kept == null) {
                return;
            }
        }
    }

    private static @Nullable Money share(@Nullable Money cost, long share, long tokens) {
        return cost == null || tokens == 0
                ? cost
                : new Money(cost.usd()
                        .multiply(BigDecimal.valueOf(share))
                        .divide(BigDecimal.valueOf(tokens), MathContext.DECIMAL64));
    }
}
