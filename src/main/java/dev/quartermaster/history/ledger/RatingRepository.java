package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.storage.Conditions;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads requests to price them again, and writes what was corrected together with what it was before. */
@ApplicationScoped
public class RatingRepository extends HistoryRepository<Invocation, UUID> {

    /** The source of a cost that an agent has told, which no price of ours replaces. */
    private static final String REPORTED = "reported";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private static final String SELECT = "select id, time, provider, model, attempts, uncachedInputTokens,"
            + " cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens, usageEstimated,"
            + " audioInputTokens, imageInputTokens, audioOutputTokens, imageOutputTokens, serviceTier, priceRoute,"
            + " environment, costUsd, failedCostUsd, priceSource, priceVersion from Invocation";

    /** The request's own call, or one of those before it. */
    private static final String CALLED =
            " or cast(sql('cast(? as jsonb) @> cast(? as jsonb)', attempts, :calls) as boolean))";

    /** The first batch of a run makes its row, so that one that changes nothing leaves none. */
    private static final String BEGIN =
            "INSERT INTO rerating (id, who, first, after, provider, model, registry_version)"
                    + " VALUES (:id, :who, :first, :after, CAST(:provider AS text), CAST(:model AS text), :version)"
                    + " ON CONFLICT DO NOTHING";

    /** A request that somebody else has corrected in the meantime is left as it is. */
    private static final String APPLY = """
            WITH wanted AS (
                SELECT * FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS row(id uuid, time timestamptz,
                    before_usd numeric, after_usd numeric, failed_before_usd numeric, failed_after_usd numeric,
                    attempts_before jsonb, attempts jsonb, price_source text, price_version text,
                    price_source_after text, price_version_after text)
            ), changed AS (
                UPDATE invocation AS i SET cost_usd = w.after_usd, failed_cost_usd = w.failed_after_usd,
                    attempts = w.attempts, price_source = w.price_source_after, price_version = w.price_version_after
                FROM wanted AS w
                WHERE i.time = w.time AND i.id = w.id AND i.time >= :first AND i.time < :after
                    AND i.cost_usd IS NOT DISTINCT FROM w.before_usd
                    AND i.failed_cost_usd IS NOT DISTINCT FROM w.failed_before_usd
                RETURNING w.*
            )
            INSERT INTO cost_correction (rerating_id, invocation_id, invocation_time, before_usd, after_usd,
                failed_before_usd, failed_after_usd, attempts_before, price_source, price_version, price_source_after,
                price_version_after)
            SELECT CAST(:id AS uuid), id, time, before_usd, after_usd, failed_before_usd, failed_after_usd,
                attempts_before, price_source, price_version, price_source_after, price_version_after FROM changed
            """;

    private final Mutiny.SessionFactory sessions;
    private final AuditRepository audit;
    private final ObjectMapper json;

    RatingRepository(Mutiny.SessionFactory sessions, AuditRepository audit, ObjectMapper json) {
        this.sessions = sessions;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Selects the requests to price again.
     *
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param provider null for all
     * @param model of that provider; null for all
     */
    public record RatingWindow(
            Instant from,
            Instant to,
            @Nullable ProviderId provider,
            @Nullable String model) {}

    /** One run that prices past requests again. */
    public record Rerating(UUID id, RatingWindow window, String registryVersion, Author author) {}

    @RegisterForReflection
    record Row(
            UUID id,
            Instant time,
            String provider,
            String model,
            String attempts,
            long uncachedInput,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long output,
            boolean estimated,
            @Nullable Long audioInput,
            @Nullable Long imageInput,
            @Nullable Long audioOutput,
            @Nullable Long imageOutput,
            @Nullable String serviceTier,
            @Nullable String priceRoute,
            @Nullable String environment,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal failedCost,
            @Nullable String priceSource,
            @Nullable String priceVersion) {

        Usage usage() {
            return new Usage(
                    uncachedInput,
                    cacheRead,
                    cacheWrite5m,
                    cacheWrite1h,
                    output,
                    0,
                    0,
                    estimated,
                    MediaTokens.of(count(audioInput), count(imageInput), count(audioOutput), count(imageOutput)),
                    ServiceTier.served(serviceTier));
        }

        private static long count(@Nullable Long tokens) {
            return tokens == null ? 0 : tokens;
        }
    }

    /** Reads the requests after a cursor, oldest first, but for those whose cost an agent has told; none if there are no more. */
    public Uni<List<RatedRow>> page(RatingWindow window, RowCursor after, int limit) {
        Conditions wanted = new Conditions()
                .and("model is not null")
                .and("priceSource is distinct from :reported", "reported", REPORTED)
                .and("time >= :from", "from", window.from())
                .and("time < :to", "to", window.to())
                .and("(time, id) > (:afterTime, :after)", "afterTime", after.time(), "after", after.id());
        if (window.provider() != null) {
            String model =
                    window.model() == null ? "(provider = :provider" : "(provider = :provider and model = :model";
            wanted.and(model + CALLED, "provider", window.provider().value(), "calls", calls(window));
            if (window.model() != null) {
                wanted.values().put("model", window.model());
            }
        }
        return query(() -> find(SELECT + wanted.where() + " order by time, id", wanted.values())
                        .project(Row.class)
                        .range(0, limit - 1)
                        .list())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream().map(this::row).toList());
    }

    /** Writes corrections, all of them or none; returns how many requests were changed. */
    public Uni<Integer> correct(Rerating rerating, List<CostCorrection> corrections) {
        String rows = rows(corrections);
        return write(() -> sessions.withTransaction(
                session -> begin(session, rerating).chain(made -> session.createNativeQuery(APPLY)
                        .setParameter("rows", rows)
                        .setParameter("id", rerating.id())
                        .setParameter("first", rerating.window().from())
                        .setParameter("after", rerating.window().to())
                        .executeUpdate()
                        .call(() -> audit.book(session, made == 0 ? List.of() : List.of(entry(rerating)))))));
    }

    private Uni<Integer> begin(Mutiny.Session session, Rerating rerating) {
        RatingWindow window = rerating.window();
        ProviderId provider = window.provider();
        return session.createNativeQuery(BEGIN)
                .setParameter("id", rerating.id())
                .setParameter("who", rerating.author().who())
                .setParameter("first", window.from())
                .setParameter("after", window.to())
                .setParameter("provider", provider == null ? null : provider.value())
                .setParameter("model", window.model())
                .setParameter("version", rerating.registryVersion())
                .executeUpdate();
    }

    private AuditEntry entry(Rerating rerating) {
        RatingWindow window = rerating.window();
        ObjectNode after = json.createObjectNode()
                .put("from", window.from().toString())
                .put("to", window.to().toString())
                .put(
                        "provider",
                        window.provider() == null ? null : window.provider().value())
                .put("model", window.model())
                .put("registry_version", rerating.registryVersion());
        return AuditEntry.of(
                rerating.author(), "create", "rerating", rerating.id().toString(), null, after.toString());
    }

    /** The calls that count, as a part of a request's attempts. */
    private String calls(RatingWindow window) {
        ArrayNode calls = json.createArrayNode();
        ObjectNode call = calls.addObject().put("provider", String.valueOf(window.provider()));
        if (window.model() != null) {
            call.put("model", window.model());
        }
        return calls.toString();
    }

    private RatedRow row(Row row) {
        return new RatedRow(
                row.id(),
                row.time(),
                new ModelKey(ProviderId.of(row.provider()), row.model()),
                attempts(row.attempts()),
                row.usage(),
                PriceRoute.parse(row.priceRoute()),
                row.environment() != null,
                money(row.cost()),
                money(row.failedCost()),
                row.priceSource(),
                row.priceVersion());
    }

    private static @Nullable Money money(@Nullable BigDecimal usd) {
        return usd == null ? null : new Money(usd);
    }

    private List<Attempt> attempts(String text) {
        try {
            return json.readValue(text, ATTEMPTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds attempts that cannot be read", e);
        }
    }

    private String rows(List<CostCorrection> corrections) {
        ArrayNode rows = json.createArrayNode();
        for (CostCorrection correction : corrections) {
            RatedRow before = correction.before();
            ObjectNode row = rows.addObject()
                    .put("id", before.id().toString())
                    .put("time", before.time().toString());
            amount(row, "before_usd", before.cost());
            amount(row, "after_usd", correction.cost());
            amount(row, "failed_before_usd", before.failedCost());
            amount(row, "failed_after_usd", correction.failedCost());
            row.set("attempts_before", json.valueToTree(before.attempts()));
            row.set("attempts", json.valueToTree(correction.attempts()));
            row.put("price_source", before.priceSource());
            row.put("price_version", before.priceVersion());
            row.put("price_source_after", correction.priceSource());
            row.put("price_version_after", correction.priceVersion());
        }
        return rows.toString();
    }

    private static void amount(ObjectNode row, String field, @Nullable Money amount) {
        row.put(field, amount == null ? null : amount.usd());
    }
}
