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
import dev.quartermaster.storage.Conditions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads the recent requests of other instances. */
@ApplicationScoped
public class RequestFeedRepository extends HistoryRepository<Invocation, UUID> {

    /**
     * Page of requests that other instances recorded.
     *
     * @param requests in the order of the query
     * @param completeUntil the database's time before which nothing is recorded any more: no transaction that began before
     *     it was open when the page was read
     * @param last the last request; null if there are no more pages
     */
    public record RequestPage(
            List<RecordedRequest> requests,
            Instant completeUntil,
            @Nullable RowCursor last) {}

    /**
     * A request in the ledger.
     *
     * @param request with the agent, the cost and the output tokens only
     * @param recordedAt the database's time of its recording; its transaction ended later
     */
    public record RecordedRequest(InvocationRecord request, Instant recordedAt) {}

    /** Longest delay before a recorded row becomes visible: no transaction of the ledger is open for longer. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(35);

    /**
     * Three figures: the time of this statement; when the oldest transaction began that is open and has written or is running
     * a statement, or that time if there is none; how many sessions do not show it, as they are those of other roles or do not
     * track it. A row is recorded at a time at which its transaction is open, so those that become visible later are of no
     * earlier time.
     */
    static final String COMPLETE_UNTIL = "SELECT " + micros("statement_timestamp()") + ", "
            + micros("least(statement_timestamp(), min(xact_start))")
            + ", count(*) FILTER (WHERE backend_type IS NULL OR state = 'disabled')"
            + " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            + " AND (backend_type IS NULL OR backend_type = 'client backend'"
            + " AND (backend_xid IS NOT NULL OR state IN ('active', 'disabled')))";

    /**
     * SQL and not HQL: a function on AWS Lambda asks this before its first answer, and a native one would need a fifth of
     * its start to parse it. Times are in microseconds since 1970, as PostgreSQL keeps them.
     */
    private static final String SELECT =
            "SELECT CAST(id AS text), " + micros("time") + ", source, agent_type, provider,"
                    + " model, outcome, CAST(attempts AS text), failovers, streamed, complete, cancelled, latency_ms,"
                    + " time_to_first_token_ms, output_tokens, cost_usd, quality_score, " + micros("recorded_at")
                    + " FROM invocation";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private final ObjectMapper json;

    RequestFeedRepository(ObjectMapper json) {
        this.json = json;
    }

    private record Row(
            UUID id,
            Instant time,
            String source,
            @Nullable String agentType,
            String provider,
            String model,
            String outcome,
            String attempts,
            int failovers,
            boolean streamed,
            boolean complete,
            boolean cancelled,
            @Nullable Double latencyMs,
            @Nullable Double timeToFirstTokenMs,
            long outputTokens,
            @Nullable BigDecimal costUsd,
            @Nullable Double qualityScore,
            Instant recordedAt) {

        static Row of(Object[] columns) {
            return new Row(
                    UUID.fromString((String) columns[0]),
                    moment(columns[1]),
                    (String) columns[2],
                    (String) columns[3],
                    (String) columns[4],
                    (String) columns[5],
                    (String) columns[6],
                    (String) columns[7],
                    (Integer) columns[8],
                    (Boolean) columns[9],
                    (Boolean) columns[10],
                    (Boolean) columns[11],
                    (Double) columns[12],
                    (Double) columns[13],
                    (Long) columns[14],
                    (BigDecimal) columns[15],
                    (Double) columns[16],
                    moment(columns[17]));
        }

        private static Instant moment(Object micros) {
            return Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
        }
    }

    private static String micros(String column) {
        return "CAST(extract(epoch FROM " + column + ") * 1000000 AS bigint)";
    }

    /**
     * Reads the requests that began after a time, newest first.
     *
     * @param before the end of the previous page
     * @param instance whose own requests are excluded
     */
    public Uni<RequestPage> newest(Instant since, RowCursor before, String instance, int limit) {
        Conditions wanted = ofOthers(instance)
                .and("time >= :since", "since", since)
                .and("time <= :beforeTime")
                .and("(time, id) < (:beforeTime, :before)", "beforeTime", before.time(), "before", before.id());
        return page(wanted, " order by time desc, id desc", Row::time, limit);
    }

    /**
     * Reads the requests that were recorded later, in the order of their recording.
     *
     * @param after the end of the previous page
     * @param instance whose own requests are excluded
     */
    public Uni<RequestPage> arrived(RowCursor after, String instance, int limit) {
        Conditions wanted = ofOthers(instance)
                .and("recorded_at >= :afterTime")
                .and("(recorded_at, id) > (:afterTime, :after)", "afterTime", after.time(), "after", after.id());
        return page(wanted, " order by recorded_at, id", Row::recordedAt, limit);
    }

    private static Conditions ofOthers(String instance) {
        return new Conditions()
                .and("instance is distinct from :instance", "instance", instance)
                .and("model is not null")
                // Those that the cache answered say nothing of a model.
                .and("cache_status is distinct from 'hit'");
    }

    /** Reads a page; its thousands of rows are converted off the event loop. */
    private Uni<RequestPage> page(Conditions wanted, String order, Function<Row, Instant> place, int limit) {
        return query(() -> getSession().chain(session -> completeUntil(session).chain(until -> {
                    var rows = session.<Object[]>createNativeQuery(SELECT + wanted.where() + order);
                    wanted.values().forEach(rows::setParameter);
                    return rows.setMaxResults(limit).getResultList().map(all -> new Page(all, until));
                })))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(page -> read(page, place, limit));
    }

    private record Page(List<Object[]> rows, Instant completeUntil) {}

    /** To be asked before the rows: what ends in between is then among them. */
    private static Uni<Instant> completeUntil(Mutiny.Session session) {
        return session.<Object[]>createNativeQuery(COMPLETE_UNTIL)
                .getSingleResult()
                .map(columns -> {
                    Instant earliest = Row.moment(columns[0]).minus(LONGEST_TRANSACTION);
                    Instant open = Row.moment(columns[1]);
                    boolean someAreHidden = (Long) columns[2] > 0;
                    return someAreHidden || open.isBefore(earliest) ? earliest : open;
                });
    }

    private RequestPage read(Page page, Function<Row, Instant> place, int limit) {
        List<Row> rows = page.rows().stream().map(Row::of).toList();
        Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return new RequestPage(
                rows.stream()
                        .map(row -> new RecordedRequest(request(row), row.recordedAt()))
                        .toList(),
                page.completeUntil(),
                last == null || rows.size() < limit ? null : new RowCursor(place.apply(last), last.id()));
    }

    private InvocationRecord request(Row row) {
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
                new InvocationCost(
                        Usage.of(0, row.outputTokens()),
                        row.costUsd() == null ? null : new Money(row.costUsd()),
                        null,
                        null),
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
