-- Budgets. The ledger is the truth about what was spent: a trigger counts each batch of rows into the budgets in the
-- transaction that inserts it. What may still be spent is leased to instances in slices, so that a request needs no database.

-- Rows are never deleted: a budget that was removed keeps one, so that its revisions go on counting.
CREATE TABLE budget (
    name           text        PRIMARY KEY,
    id             uuid        NOT NULL UNIQUE, -- of what is counted; another one after its scope or window changed
    provider       text,                        -- of each dimension: what it covers; null: anything
    model          text,                        -- provider/id
    agent_type     text,
    task_id        text,
    api_key        text,
    unit           text        NOT NULL,        -- hour, day, week, month, total
    rolling        boolean     NOT NULL,
    time_zone      text        NOT NULL,
    limit_usd      numeric     NOT NULL CHECK (limit_usd > 0),
    thresholds     text        NOT NULL,        -- shares of the limit, separated by commas
    action         text        NOT NULL,        -- alert, block, shadow
    economise_from numeric,
    enabled        boolean     NOT NULL,
    deleted        boolean     NOT NULL,
    counted_from   timestamptz NOT NULL,        -- rows of the ledger from before are not counted
    revision       bigint      NOT NULL,
    updated_at     timestamptz NOT NULL,
    updated_by     text        NOT NULL
);

-- What was spent. Of a calendar window or of all time: one row a window. Of a rolling window: one for each of its parts.
CREATE TABLE budget_bucket (
    budget_id  uuid        NOT NULL,
    starts_at  timestamptz NOT NULL,
    spent_usd  numeric     NOT NULL,
    requests   bigint      NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (budget_id, starts_at)
) WITH (fillfactor = 50);

CREATE INDEX budget_bucket_by_change ON budget_bucket (changed_at);

-- What an instance may spend of a budget in a window. Amounts only grow while it is renewed, but for granted_usd when a part
-- is given back.
CREATE TABLE budget_lease (
    id           uuid        PRIMARY KEY,
    budget_id    uuid        NOT NULL,
    window_start timestamptz NOT NULL,
    holder       text        NOT NULL,           -- the instance
    granted_usd  numeric     NOT NULL,           -- the most it may have spent and hold
    used_usd     numeric     NOT NULL,           -- spent and held, as it says
    settled_usd  numeric     NOT NULL,           -- spent, as it says
    booked_usd   numeric     NOT NULL DEFAULT 0, -- spent, as the ledger says
    refused      bigint      NOT NULL,           -- calls that did not fit; of a shadow budget: that would not have
    sequence     bigint      NOT NULL,           -- of the renewal; an earlier one that comes late changes nothing
    short_at     timestamptz,                    -- when a call did not fit for what others hold
    expires_at   timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX budget_lease_by_window ON budget_lease (budget_id, window_start);
CREATE INDEX budget_lease_by_expiry ON budget_lease (expires_at);

-- What the calls of a request had settled, by lease: {id: USD}. Null, and a lease that is not known: counted by scope.
ALTER TABLE invocation ADD COLUMN budget_leases jsonb;

CREATE FUNCTION budget_bucket_length(unit text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE unit WHEN 'hour' THEN interval '1 minute' WHEN 'day' THEN interval '15 minutes'
        WHEN 'week' THEN interval '1 hour' ELSE interval '6 hours' END
$$;

CREATE FUNCTION budget_window_length(unit text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE unit WHEN 'hour' THEN interval '1 hour' WHEN 'day' THEN interval '24 hours'
        WHEN 'week' THEN interval '168 hours' ELSE interval '720 hours' END
$$;

-- The bucket that a moment falls into; as BudgetWindow.start for those of the calendar. Where midnight comes twice, the day
-- begins with the first.
CREATE FUNCTION budget_bucket_start(unit text, rolling boolean, zone text, moment timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
    wall  timestamp;
    later timestamptz;
BEGIN
    IF unit = 'total' THEN
        RETURN to_timestamp(0);
    ELSIF rolling THEN
        RETURN date_bin(budget_bucket_length(unit), moment, to_timestamp(0));
    ELSIF unit = 'hour' THEN
        RETURN date_trunc('hour', moment, zone);
    END IF;
    wall := date_trunc(unit, moment AT TIME ZONE zone);
    later := wall AT TIME ZONE zone;
    IF (later - interval '1 hour') AT TIME ZONE zone = wall THEN
        RETURN later - interval '1 hour';
    END IF;
    RETURN later;
END
$$;

-- Adds rows of the ledger to the budgets that they belong to. Those in which the calls of a row held something know it by
-- their leases; all others by scope. The batch is summed up before it meets the budgets; keys are locked in order.
CREATE FUNCTION count_into_budgets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leases uuid[];
    sums   numeric[];
BEGIN
    -- A budget that is being created counts what is in the ledger: either there, or here.
    PERFORM pg_advisory_xact_lock_shared(hashtext('budget_counting'));
    IF NOT EXISTS (SELECT 1 FROM budget WHERE NOT deleted) THEN
        RETURN NULL;
    END IF;
    INSERT INTO budget_bucket AS kept (budget_id, starts_at, spent_usd, requests, changed_at)
    WITH tasks AS MATERIALIZED (SELECT DISTINCT task_id FROM budget WHERE NOT deleted AND task_id IS NOT NULL),
    batch AS MATERIALIZED (
        SELECT r.provider, r.provider || '/' || r.model AS model, r.agent_type, t.task_id, r.caller,
               date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
               CASE WHEN jsonb_typeof(r.budget_leases) = 'object' AND r.budget_leases <> '{}'
                    THEN ARRAY(SELECT CAST(jsonb_object_keys(r.budget_leases) AS uuid)) END AS leases,
               sum(coalesce(r.cost_usd, 0)) AS cost, count(*) AS requests
        FROM added r LEFT JOIN tasks t ON t.task_id = r.task_id
        GROUP BY 1, 2, 3, 4, 5, 6, 7),
    held AS MATERIALIZED (
        SELECT CAST(e.key AS uuid) AS lease, date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
               sum(CAST(e.value AS numeric)) AS cost, count(*) AS requests
        FROM added r CROSS JOIN LATERAL jsonb_each_text(
            CASE WHEN jsonb_typeof(r.budget_leases) = 'object' THEN r.budget_leases ELSE '{}' END) e
        GROUP BY 1, 2)
    SELECT s.id, s.starts_at, sum(s.cost), sum(s.requests), clock_timestamp()
    FROM (
        SELECT b.id, CASE WHEN b.rolling THEN budget_bucket_start(b.unit, true, b.time_zone, h.minute)
                          ELSE l.window_start END AS starts_at, h.cost, h.requests
        FROM held h JOIN budget_lease l ON l.id = h.lease JOIN budget b ON b.id = l.budget_id AND NOT b.deleted
        UNION ALL
        SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.minute), g.cost, g.requests
        FROM batch g JOIN budget b ON NOT b.deleted AND g.minute >= b.counted_from
            AND (b.provider IS NULL OR b.provider = g.provider) AND (b.model IS NULL OR b.model = g.model)
            AND (b.agent_type IS NULL OR b.agent_type = g.agent_type) AND (b.task_id IS NULL OR b.task_id = g.task_id)
            AND (b.api_key IS NULL OR b.api_key = g.caller)
        WHERE g.leases IS NULL
           OR NOT EXISTS (SELECT 1 FROM budget_lease l WHERE l.id = ANY (g.leases) AND l.budget_id = b.id)
    ) s GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (budget_id, starts_at) DO UPDATE
        SET spent_usd = kept.spent_usd + excluded.spent_usd, requests = kept.requests + excluded.requests,
            changed_at = excluded.changed_at;

    SELECT array_agg(x.lease ORDER BY x.lease), array_agg(x.amount ORDER BY x.lease) INTO leases, sums
    FROM (
        SELECT CAST(e.key AS uuid) AS lease, sum(CAST(e.value AS numeric)) AS amount
        FROM added r CROSS JOIN LATERAL jsonb_each_text(
            CASE WHEN jsonb_typeof(r.budget_leases) = 'object' THEN r.budget_leases ELSE '{}' END) e
        GROUP BY 1) x;
    IF leases IS NOT NULL THEN
        PERFORM 1 FROM budget_lease WHERE id = ANY (leases) ORDER BY id FOR NO KEY UPDATE;
        UPDATE budget_lease l SET booked_usd = l.booked_usd + x.amount
        FROM unnest(leases, sums) AS x(lease, amount) WHERE l.id = x.lease;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER invocation_counted AFTER INSERT ON invocation REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_into_budgets();

-- A corrected cost changes what is spent by the difference. What leases had settled stays as it was.
CREATE FUNCTION recount_into_budgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('budget_counting'));
    IF NOT EXISTS (SELECT 1 FROM budget WHERE NOT deleted) THEN
        RETURN NULL;
    END IF;
    INSERT INTO budget_bucket AS kept (budget_id, starts_at, spent_usd, requests, changed_at)
    WITH tasks AS MATERIALIZED (SELECT DISTINCT task_id FROM budget WHERE NOT deleted AND task_id IS NOT NULL),
    batch AS MATERIALIZED (
        SELECT r.provider, r.provider || '/' || r.model AS model, r.agent_type, t.task_id, r.caller,
               date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
               sum(coalesce(r.cost_usd, 0) - coalesce(o.cost_usd, 0)) AS cost
        FROM changed r JOIN before o ON o.time = r.time AND o.id = r.id LEFT JOIN tasks t ON t.task_id = r.task_id
        WHERE r.cost_usd IS DISTINCT FROM o.cost_usd
        GROUP BY 1, 2, 3, 4, 5, 6)
    SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.minute), sum(g.cost), 0, clock_timestamp()
    FROM batch g JOIN budget b ON NOT b.deleted AND g.minute >= b.counted_from
        AND (b.provider IS NULL OR b.provider = g.provider) AND (b.model IS NULL OR b.model = g.model)
        AND (b.agent_type IS NULL OR b.agent_type = g.agent_type) AND (b.task_id IS NULL OR b.task_id = g.task_id)
        AND (b.api_key IS NULL OR b.api_key = g.caller)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (budget_id, starts_at) DO UPDATE
        SET spent_usd = kept.spent_usd + excluded.spent_usd, changed_at = excluded.changed_at;
    RETURN NULL;
END
$$;

CREATE TRIGGER invocation_recounted AFTER UPDATE ON invocation REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION recount_into_budgets();

-- Counts what the ledger already holds of a new budget, from its hours where they tell enough: they know no tasks, and a
-- window must begin with an hour. Its caller has kept batches out by the lock that they share.
CREATE FUNCTION count_ledger_into_budget(counted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b budget%ROWTYPE;
BEGIN
    SELECT * INTO b FROM budget x WHERE x.id = counted;
    IF b.task_id IS NULL AND (b.rolling AND b.unit IN ('week', 'month') OR NOT b.rolling)
            AND b.counted_from = date_trunc('hour', b.counted_from, 'UTC') THEN
        INSERT INTO budget_bucket (budget_id, starts_at, spent_usd, requests, changed_at)
        SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.hour), sum(g.cost), sum(g.requests),
               clock_timestamp()
        FROM (
            SELECT r.hour, sum(r.cost_usd) AS cost, sum(r.requests) AS requests FROM cost_hourly r
            WHERE r.hour >= b.counted_from
              AND (b.provider IS NULL OR b.provider = r.provider)
              AND (b.model IS NULL OR b.model = r.provider || '/' || r.model)
              AND (b.agent_type IS NULL OR b.agent_type = r.agent_type) AND (b.api_key IS NULL OR b.api_key = r.caller)
            GROUP BY 1) g
        GROUP BY 1, 2;
    ELSE
        INSERT INTO budget_bucket (budget_id, starts_at, spent_usd, requests, changed_at)
        SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.minute), sum(g.cost), sum(g.requests),
               clock_timestamp()
        FROM (
            SELECT date_bin(interval '1 minute', r.time, to_timestamp(0)) AS minute,
                   sum(coalesce(r.cost_usd, 0)) AS cost, count(*) AS requests
            FROM invocation r
            WHERE r.time >= b.counted_from
              AND (b.provider IS NULL OR b.provider = r.provider)
              AND (b.model IS NULL OR b.model = r.provider || '/' || r.model)
              AND (b.agent_type IS NULL OR b.agent_type = r.agent_type) AND (b.task_id IS NULL OR b.task_id = r.task_id)
              AND (b.api_key IS NULL OR b.api_key = r.caller)
            GROUP BY 1) g
        GROUP BY 1, 2;
    END IF;
END
$$;

-- What a budget has spent in a window, at this moment.
CREATE FUNCTION budget_spent(of_budget uuid, unit text, rolling boolean, from_start timestamptz) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(k.spent_usd), 0) FROM budget_bucket k
    WHERE k.budget_id = of_budget
      AND CASE WHEN rolling
          THEN k.starts_at + budget_bucket_length(unit) > clock_timestamp() - budget_window_length(unit)
          ELSE k.starts_at = from_start END
$$;

-- Renews the leases of one instance. Of each: id, budget, window, ends (of the window, or null), sequence, keep (what it may
-- have spent and hold already), want (the same with what it would like to have), need (what waiting calls lack together; 0 if
-- none waits), least (what the smallest of them lacks), used (spent and held), settled, refused. seconds: how long the leases hold from now; 0 gives
-- all back.
-- A lease that has expired counts with what its holder says it had settled and the ledger does not have yet. What is free is
-- granted to waiting calls if it suffices for one; beyond that, an instance gets half of its share of it.
CREATE FUNCTION renew_budget_leases(who text, seconds double precision, asked jsonb)
RETURNS TABLE (lease uuid, known boolean, granted numeric, booked numeric, spent numeric, others numeric, holders integer,
               pressed boolean, free numeric) LANGUAGE plpgsql AS $$
DECLARE
    a       record;
    b       budget%ROWTYPE;
    own     numeric;
    base    numeric;
    extra   numeric;
    moment  timestamptz;
    last    bigint;
BEGIN
    PERFORM 1 FROM budget x WHERE x.id IN (SELECT CAST(e ->> 'budget' AS uuid) FROM jsonb_array_elements(asked) e)
        ORDER BY x.id FOR NO KEY UPDATE;
    PERFORM 1 FROM budget_lease x WHERE x.id IN (SELECT CAST(e ->> 'id' AS uuid) FROM jsonb_array_elements(asked) e)
        ORDER BY x.id FOR NO KEY UPDATE;
    moment := clock_timestamp();
    FOR a IN
        SELECT * FROM jsonb_to_recordset(asked) AS x(id uuid, budget uuid, "window" timestamptz, sequence bigint,
            keep numeric, want numeric, need numeric, least numeric, used numeric, settled numeric, refused bigint) ORDER BY x.id
    LOOP
        SELECT * INTO b FROM budget x WHERE x.id = a.budget AND NOT x.deleted;
        IF NOT FOUND THEN
            DELETE FROM budget_lease x WHERE x.id = a.id;
            lease := a.id; known := false; granted := a.keep; booked := 0; spent := 0; others := 0; holders := 0;
            pressed := false; free := 0;
            RETURN NEXT;
            CONTINUE;
        END IF;
        -- One statement, so that a row is either spent or still held, and never neither.
        SELECT budget_spent(b.id, b.unit, b.rolling, a."window"),
               coalesce(sum(greatest(CASE WHEN x.expires_at > moment THEN x.granted_usd ELSE x.settled_usd END - x.booked_usd, 0))
                   FILTER (WHERE x.id <> a.id), 0),
               count(*) FILTER (WHERE x.id <> a.id AND x.expires_at > moment),
               coalesce(bool_or(x.short_at > moment - interval '10 seconds') FILTER (WHERE x.id <> a.id), false),
               coalesce(max(x.booked_usd) FILTER (WHERE x.id = a.id), 0),
               max(x.sequence) FILTER (WHERE x.id = a.id)
        INTO spent, others, holders, pressed, own, last
        FROM budget_lease x WHERE x.budget_id = b.id AND x.window_start = a."window";
        IF last >= a.sequence THEN
            CONTINUE;
        END IF;
        base := greatest(a.keep, own);
        free := greatest(b.limit_usd - spent - others - (base - own), 0);
        extra := 0;
        IF b.action <> 'alert' AND b.enabled AND seconds > 0 THEN
            extra := greatest(least(a.want - base, free / (2 * (holders + 1))), 0);
            IF a.need > 0 AND a.least <= free THEN
                extra := greatest(extra, least(a.need, free));
            END IF;
            extra := trunc(extra, 9);
        END IF;
        granted := base + extra;
        INSERT INTO budget_lease AS kept (id, budget_id, window_start, holder, granted_usd, used_usd, settled_usd, refused,
            sequence, short_at, expires_at)
        VALUES (a.id, b.id, a."window", who, granted, a.used, a.settled, a.refused, a.sequence,
            CASE WHEN a.need > free THEN moment END, moment + make_interval(secs => seconds))
        ON CONFLICT (id) DO UPDATE SET granted_usd = excluded.granted_usd, used_usd = excluded.used_usd,
            settled_usd = excluded.settled_usd, refused = excluded.refused, sequence = excluded.sequence,
            short_at = coalesce(excluded.short_at, kept.short_at), expires_at = excluded.expires_at;
        lease := a.id; known := true; booked := own; free := free - extra;
        RETURN NEXT;
    END LOOP;
END
$$;
