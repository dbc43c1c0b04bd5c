package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Past decisions in the order they were made, with what each was made from and what became of it. */
@ApplicationScoped
public class ReplayLedger {

    private static final String FROM = "FROM decision d LEFT JOIN LATERAL (SELECT * FROM invocation "
            + "WHERE decision_id = d.id AND source = 'call' AND time >= $1::timestamptz - interval '1 hour' LIMIT 1) i ON true "
            + "WHERE d.time >= $1 AND d.time < $2 AND d.inputs IS NOT NULL "
            + "AND ($3::text IS NULL OR i.agent_type = $3) ";

    private static final String COUNT =
            "SELECT count(*) FROM decision WHERE time >= $1 AND time < $2 AND inputs IS NOT NULL";

    private static final String COUNT_OF_AGENT = "SELECT count(*) " + FROM;

    private static final String PAGE =
            "SELECT d.id, d.time, d.inputs::text, d.provider AS chosen_provider, d.model AS chosen_model, "
                    + " i.id IS NOT NULL AS followed, i.agent_type, i.provider, i.model, "
                    + "i.outcome, i.latency_ms, i.quality_score, i.uncached_input_tokens, i.cache_read_tokens, "
                    + "i.cache_write_5m_tokens, i.cache_write_1h_tokens, i.output_tokens, i.cost_usd "
                    + FROM + "AND (d.time, d.id) > ($4, $5) ORDER BY d.time, d.id LIMIT $6";

    private static final String REGISTRY = "SELECT content::text FROM registry_version WHERE version = $1";

    private final LedgerAccess access;
    private final Pool pool;

    ReplayLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /** How many there are. */
    public Uni<Long> count(PastDecisions which) {
        boolean all = which.agentType() == null;
        return access.ask(() -> pool.preparedQuery(all ? COUNT : COUNT_OF_AGENT)
                .execute(all ? times(which) : window(which))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** The next ones behind a place; none when there are no more. */
    public Uni<List<PastDecision>> page(PastDecisions which, PastDecisions.Place after, int limit) {
        Tuple values = window(which)
                .addValue(after.time().atOffset(ZoneOffset.UTC))
                .addUUID(after.id())
                .addInteger(limit);
        return access.ask(() -> pool.preparedQuery(PAGE).execute(values).map(ReplayLedger::read));
    }

    /** The registry file of a version as JSON text; null when it was not kept. */
    public Uni<String> registry(String version) {
        return access.ask(
                () -> pool.preparedQuery(REGISTRY).execute(Tuple.of(version)).map(rows -> {
                    RowIterator<Row> found = rows.iterator();
                    return found.hasNext() ? found.next().getString(0) : null;
                }));
    }

    private static Tuple window(PastDecisions which) {
        return times(which).addString(which.agentType());
    }

    private static Tuple times(PastDecisions which) {
        return Tuple.of(which.from().atOffset(ZoneOffset.UTC), which.to().atOffset(ZoneOffset.UTC));
    }

    private static List<PastDecision> read(RowSet<Row> rows) {
        List<PastDecision> page = new ArrayList<>(rows.size());
        for (Row row : rows) {
            page.add(new PastDecision(
                    row.getUUID("id"),
                    row.getOffsetDateTime("time").toInstant(),
                    row.getString("inputs"),
                    model(row, "chosen_provider", "chosen_model"),
                    row.getBoolean("followed") ? happened(row) : null));
        }
        return page;
    }

    private static Happened happened(Row row) {
        return new Happened(
                row.getString("agent_type"),
                model(row, "provider", "model"),
                row.getString("outcome").equals("success"),
                row.getDouble("latency_ms"),
                row.getDouble("quality_score"),
                new Usage(
                        row.getLong("uncached_input_tokens"),
                        row.getLong("cache_read_tokens"),
                        row.getLong("cache_write_5m_tokens"),
                        row.getLong("cache_write_1h_tokens"),
                        row.getLong("output_tokens"),
                        0,
                        0,
                        false),
                new Money(row.getBigDecimal("cost_usd")));
    }

    private static ModelKey model(Row row, String provider, String id) {
        return row.getString(id) == null
                ? null
                : new ModelKey(ProviderId.of(row.getString(provider)), row.getString(id));
    }
}
