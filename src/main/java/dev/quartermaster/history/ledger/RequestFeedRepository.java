package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.history.ledger.ArrivedRequests.Place;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Finds what other instances saw of late. */
@ApplicationScoped
public class RequestFeedRepository extends HistoryRepository<Invocation, UUID> {

    private static final String SELECT = "select id, time, source, agentType, provider, model, outcome, attempts,"
            + " failovers, streamed, complete, cancelled, latencyMs, timeToFirstTokenMs, outputTokens, costUsd,"
            + " qualityScore, recordedAt from Invocation";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private final ObjectMapper json;

    RequestFeedRepository(ObjectMapper json) {
        this.json = json;
    }

    @RegisterForReflection
    record Seen(
            UUID id,
            Instant time,
            String source,
            String agentType,
            String provider,
            String model,
            String outcome,
            String attempts,
            int failovers,
            boolean streamed,
            boolean complete,
            boolean cancelled,
            Double latencyMs,
            Double timeToFirstTokenMs,
            long outputTokens,
            BigDecimal costUsd,
            Double qualityScore,
            Instant recordedAt) {}

    /**
     * Those that began since then, newest first.
     *
     * @param before where the page before this one ended
     * @param instance whose own requests are left out
     */
    public Uni<ArrivedRequests> newest(Instant since, Place before, String instance, int limit) {
        Conditions wanted = ofOthers(instance)
                .and("time >= :since", "since", since)
                .and("time <= :beforeTime")
                .and("(time, id) < (:beforeTime, :before)", "beforeTime", before.time(), "before", before.id());
        return page(wanted, " order by time desc, id desc", Seen::time, limit);
    }

    /**
     * Those that arrived later, in the order they came.
     *
     * @param after where the page before this one ended
     * @param instance whose own requests are left out
     */
    public Uni<ArrivedRequests> arrived(Place after, String instance, int limit) {
        Conditions wanted = ofOthers(instance)
                .and("recordedAt >= :afterTime")
                .and("(recordedAt, id) > (:afterTime, :after)", "afterTime", after.time(), "after", after.id());
        return page(wanted, " order by recordedAt, id", Seen::recordedAt, limit);
    }

    private static Conditions ofOthers(String instance) {
        return new Conditions()
                .and("instance is distinct from :instance", "instance", instance)
                .and("model is not null");
    }

    /** What is done with thousands of rows is done off the event loop. */
    private Uni<ArrivedRequests> page(Conditions wanted, String order, Function<Seen, Instant> place, int limit) {
        return ask(() -> now().chain(now -> find(SELECT + wanted.where() + order, wanted.values())
                        .project(Seen.class)
                        .range(0, limit - 1)
                        .list()
                        .map(rows -> new Page(rows, now))))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(page -> read(page, place, limit));
    }

    private record Page(List<Seen> rows, Instant readAt) {}

    private Uni<Instant> now() {
        return getSession().chain(session -> session.createNativeQuery("SELECT clock_timestamp()", Instant.class)
                .getSingleResult());
    }

    private ArrivedRequests read(Page page, Function<Seen, Instant> place, int limit) {
        List<Seen> rows = page.rows();
        Seen last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return new ArrivedRequests(
                rows.stream().map(this::request).toList(),
                page.readAt(),
                last == null || rows.size() < limit ? null : new Place(place.apply(last), last.id()));
    }

    private InvocationRecord request(Seen row) {
        boolean success = row.outcome().equals("success");
        return new InvocationRecord(
                row.id(),
                row.time(),
                Source.valueOf(row.source().toUpperCase(Locale.ROOT)),
                null,
                new RequestOrigin(null, row.agentType(), null, null, Map.of(), null),
                null,
                new ModelKey(ProviderId.of(row.provider()), row.model()),
                null,
                new Outcome(success, null, null, null, row.streamed(), row.complete(), row.cancelled()),
                attempts(row.attempts()),
                row.failovers(),
                row.latencyMs(),
                row.timeToFirstTokenMs(),
                new InvocationCost(Usage.of(0, row.outputTokens()), new Money(row.costUsd()), null, null),
                row.qualityScore());
    }

    private List<Attempt> attempts(String text) {
        try {
            return json.readValue(text, ATTEMPTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds attempts that cannot be read", e);
        }
    }
}
