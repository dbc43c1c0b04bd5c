-- A row whose whole cost counts against leases names them in an array: ["id", ...]; where the amounts differ from the cost, it
-- is an object as before: {"id": "USD"}. A batch has few combinations of them, so that it is summed up by the document as it
-- stands, and only those sums are taken apart.

-- The leases of a document, and the amount of each: of an array the given cost.
CREATE FUNCTION budget_lease_amounts(document jsonb, cost numeric) RETURNS TABLE (lease uuid, amount numeric)
LANGUAGE sql IMMUTABLE AS $$
    SELECT CAST(e AS uuid), cost
    FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(document) = 'array' THEN document ELSE '[]' END) e
    UNION ALL
    SELECT CAST(e.key AS uuid), CAST(e.value AS numeric)
    FROM jsonb_each_text(CASE WHEN jsonb_typeof(document) = 'object' THEN document ELSE '{}' END) e
$$;

CREATE OR REPLACE FUNCTION count_into_budgets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leases uuid[];
    sums   numeric[];
BEGIN
    -- A budget that is being created counts what is in the ledger: either there, or here.
    PERFORM pg_advisory_xact_lock_shared(hashtext('budget_counting'));
    IF NOT EXISTS (SELECT 1 FROM budget WHERE NOT deleted) THEN
        RETURN NULL;
    END IF;
    WITH tasks AS MATERIALIZED (SELECT DISTINCT task_id FROM budget WHERE NOT deleted AND task_id IS NOT NULL),
    batch AS MATERIALIZED (
        SELECT r.provider, r.model, r.agent_type, t.task_id, r.caller, r.budget_leases,
               date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
               sum(coalesce(r.cost_usd, 0)) AS cost, count(*) AS requests
        FROM added r LEFT JOIN tasks t ON t.task_id = r.task_id
        GROUP BY 1, 2, 3, 4, 5, 6, 7),
    -- An object holds the amounts of one row; the same one may stand in several.
    held AS MATERIALIZED (
        SELECT x.lease, g.minute,
               sum(CASE WHEN jsonb_typeof(g.budget_leases) = 'array' THEN x.amount ELSE x.amount * g.requests END) AS cost,
               sum(g.requests) AS requests
        FROM batch g CROSS JOIN LATERAL budget_lease_amounts(g.budget_leases, g.cost) x
        WHERE g.budget_leases IS NOT NULL
        GROUP BY 1, 2),
    counted AS (
        INSERT INTO budget_bucket AS kept (budget_id, starts_at, spent_usd, requests, changed_at)
        SELECT s.id, s.starts_at, sum(s.cost), sum(s.requests), clock_timestamp()
        FROM (
            SELECT b.id, CASE WHEN b.rolling THEN budget_bucket_start(b.unit, true, b.time_zone, h.minute)
                              ELSE l.window_start END AS starts_at, h.cost, h.requests
            FROM held h JOIN budget_lease l ON l.id = h.lease JOIN budget b ON b.id = l.budget_id AND NOT b.deleted
            UNION ALL
            SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.minute), g.cost, g.requests
            FROM batch g JOIN budget b ON NOT b.deleted AND g.minute >= b.counted_from
                AND (b.provider IS NULL OR b.provider = g.provider)
                AND (b.model IS NULL OR b.model = g.provider || '/' || g.model)
                AND (b.agent_type IS NULL OR b.agent_type = g.agent_type) AND (b.task_id IS NULL OR b.task_id = g.task_id)
                AND (b.api_key IS NULL OR b.api_key = g.caller)
            WHERE g.budget_leases IS NULL
               OR NOT EXISTS (SELECT 1 FROM budget_lease_amounts(g.budget_leases, 0) x
                              JOIN budget_lease l ON l.id = x.lease WHERE l.budget_id = b.id)
        ) s GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (budget_id, starts_at) DO UPDATE
            SET spent_usd = kept.spent_usd + excluded.spent_usd, requests = kept.requests + excluded.requests,
                changed_at = excluded.changed_at)
    SELECT array_agg(x.lease ORDER BY x.lease), array_agg(x.cost ORDER BY x.lease) INTO leases, sums
    FROM (SELECT h.lease, sum(h.cost) AS cost FROM held h GROUP BY 1) x;
    IF leases IS NOT NULL THEN
        PERFORM 1 FROM budget_lease WHERE id = ANY (leases) ORDER BY id FOR NO KEY UPDATE;
        UPDATE budget_lease l SET booked_usd = l.booked_usd + x.amount
        FROM unnest(leases, sums) AS x(lease, amount) WHERE l.id = x.lease;
    END IF;
    RETURN NULL;
END
$$;

-- A corrected cost changes what is spent by the difference to what was counted: of a row whose price was not known, that is
-- what its leases had settled. What leases had settled stays as it was.
CREATE OR REPLACE FUNCTION recount_into_budgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('budget_counting'));
    IF NOT EXISTS (SELECT 1 FROM budget WHERE NOT deleted) THEN
        RETURN NULL;
    END IF;
    INSERT INTO budget_bucket AS kept (budget_id, starts_at, spent_usd, requests, changed_at)
    WITH tasks AS MATERIALIZED (SELECT DISTINCT task_id FROM budget WHERE NOT deleted AND task_id IS NOT NULL),
    batch AS MATERIALIZED (
        SELECT r.provider, r.model, r.agent_type, t.task_id, r.caller,
               date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
               CASE WHEN o.cost_usd IS NULL AND jsonb_typeof(r.budget_leases) = 'object' THEN r.budget_leases END AS parts,
               sum(coalesce(r.cost_usd, 0) - coalesce(o.cost_usd, 0)) AS cost, count(*) AS requests
        FROM changed r JOIN before o ON o.time = r.time AND o.id = r.id LEFT JOIN tasks t ON t.task_id = r.task_id
        WHERE r.cost_usd IS DISTINCT FROM o.cost_usd
        GROUP BY 1, 2, 3, 4, 5, 6, 7)
    SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.minute),
           sum(g.cost - coalesce((SELECT sum(x.amount) * g.requests FROM budget_lease_amounts(g.parts, 0) x
                                  JOIN budget_lease l ON l.id = x.lease WHERE l.budget_id = b.id), 0)), 0, clock_timestamp()
    FROM batch g JOIN budget b ON NOT b.deleted AND g.minute >= b.counted_from
        AND (b.provider IS NULL OR b.provider = g.provider) AND (b.model IS NULL OR b.model = g.provider || '/' || g.model)
        AND (b.agent_type IS NULL OR b.agent_type = g.agent_type) AND (b.task_id IS NULL OR b.task_id = g.task_id)
        AND (b.api_key IS NULL OR b.api_key = g.caller)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (budget_id, starts_at) DO UPDATE
        SET spent_usd = kept.spent_usd + excluded.spent_usd, changed_at = excluded.changed_at;
    RETURN NULL;
END
$$;
