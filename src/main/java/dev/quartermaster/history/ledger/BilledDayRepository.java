package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Sums up what the ledger bills by day and model, call by call. */
@ApplicationScoped
public class BilledDayRepository extends HistoryRepository<Invocation, UUID> {

    /**
     * In SQL, for the parts of a JSON column. A row from before calls had bills of their own is one call; so is one whose
     * caller left before there was an attempt to book.
     */
    private static final String SUMS = """
            WITH request AS (
                SELECT time, source, provider, model, cancelled, usage_estimated, cost_usd, attempts, outcome, id,
                    uncached_input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens
                        + coalesce(audio_input_tokens, 0) + coalesce(image_input_tokens, 0) AS input,
                    output_tokens + coalesce(audio_output_tokens, 0) + coalesce(image_output_tokens, 0) AS output
                FROM invocation WHERE time >= :from AND time < :to
            ), bill AS (
                SELECT r.time, r.source, r.cancelled, r.id, a->>'provider' AS provider, a->>'model' AS model,
                    a->>'outcome' <> 'success' AS failed,
                    coalesce(CAST(a->'bill'->>'usage_estimated' AS boolean), false) AS estimated,
                    CAST(a->'bill'->>'cost_usd' AS numeric) AS cost,
                    coalesce(CAST(a->'bill'->>'uncached_input_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'cache_read_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'cache_write_5m_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'cache_write_1h_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'audio_input_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'image_input_tokens' AS bigint), 0) AS input,
                    coalesce(CAST(a->'bill'->>'output_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'audio_output_tokens' AS bigint), 0)
                        + coalesce(CAST(a->'bill'->>'image_output_tokens' AS bigint), 0) AS output
                FROM request r, jsonb_array_elements(r.attempts) a WHERE jsonb_exists(a, 'bill')
            ), call AS (
                SELECT time, source, cancelled, provider, model, failed, estimated, cost, input, output FROM bill
                UNION ALL
                SELECT r.time, r.source, r.cancelled, r.provider, r.model, r.outcome <> 'success' AND NOT r.cancelled,
                    r.usage_estimated, r.cost_usd, r.input, r.output
                FROM request r
                WHERE r.input + r.output > 0 AND NOT jsonb_path_exists(r.attempts, '$[*].bill')
            )
            SELECT to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, model, count(*),
                CAST(sum(input) AS bigint), CAST(sum(output) AS bigint), coalesce(sum(cost), 0),
                count(*) FILTER (WHERE cost IS NULL),
                count(*) FILTER (WHERE estimated),
                CAST(coalesce(sum(input + output) FILTER (WHERE estimated), 0) AS bigint),
                count(*) FILTER (WHERE failed),
                CAST(coalesce(sum(input + output) FILTER (WHERE failed), 0) AS bigint),
                count(*) FILTER (WHERE cancelled),
                count(*) FILTER (WHERE source = 'report'),
                CAST(coalesce(sum(input + output) FILTER (WHERE mod(extract(epoch FROM time), 86400)
                    NOT BETWEEN CAST(:edge AS integer) AND 86400 - CAST(:edge AS integer)), 0) AS bigint)
            FROM call WHERE provider = :provider AND model IS NOT NULL
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    /**
     * Sums up each model of a provider on each day.
     *
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param edgeSeconds at the beginning and the end of a day within which its provider may count a call to the next day
     */
    public Uni<List<BilledDay>> sums(ProviderId provider, Instant from, Instant to, int edgeSeconds) {
        return query(config.writeTimeout(), () -> getSession()
                .chain(session -> session.<Object[]>createNativeQuery(SUMS)
                        .setParameter("from", from)
                        .setParameter("to", to)
                        .setParameter("edge", edgeSeconds)
                        .setParameter("provider", provider.value())
                        .getResultList())
                .map(rows -> rows.stream().map(BilledDayRepository::read).toList()));
    }

    private static BilledDay read(Object[] row) {
        return new BilledDay(
                LocalDate.parse((String) row[0]),
                (String) row[1],
                (Long) row[2],
                (Long) row[3],
                (Long) row[4],
                new Money((BigDecimal) row[5]),
                (Long) row[6],
                (Long) row[7],
                (Long) row[8],
                (Long) row[9],
                (Long) row[10],
                (Long) row[11],
                (Long) row[12],
                (Long) row[13]);
    }
}
