-- Partitions by day for the two large tables, so that retention is by the day. A month that has a partition from before
-- keeps it; the others get days.

CREATE FUNCTION ensure_day_partition(parent text, day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first  timestamptz := day::timestamp AT TIME ZONE 'UTC';
    after  timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
    part   text := parent || '_' || to_char(day, 'YYYY_MM_DD');
    others text := parent || '_default';
BEGIN
    -- The same lock as for months: of two that make partitions one waits.
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month_partition'));
    IF to_regclass(part) IS NOT NULL OR to_regclass(parent || '_' || to_char(day, 'YYYY_MM')) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- Taken at once, and not after the rows were moved: two that both hold a weaker lock would wait for each other.
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', others);
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS)', part, parent);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE time >= %L AND time < %L RETURNING *) '
        || 'INSERT INTO %I SELECT * FROM moved', others, first, after, part);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, first, after);
    RETURN true;
END
$$;

-- Partitions for today and some days ahead. Whoever reads the rows of no partition keeps this from them for a moment only;
-- the next call makes what this one could not.
CREATE FUNCTION ensure_day_partitions(days_ahead integer) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '3s' AS $$
DECLARE
    today  date := (now() AT TIME ZONE 'UTC')::date;
    made   integer := 0;
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['decision', 'invocation'] LOOP
        FOR ahead IN 0..days_ahead LOOP
            made := made + ensure_day_partition(parent, today + ahead)::integer;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- As it was, for the tables that stay cut by month.
CREATE OR REPLACE FUNCTION ensure_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    today  date := (now() AT TIME ZONE 'UTC')::date;
    parent text;
BEGIN
    FOR parent IN
        SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
        WHERE p.partdefid <> 0 AND c.relnamespace = to_regnamespace(current_schema()::text)
            AND c.relname NOT IN ('invocation', 'decision') ORDER BY c.relname
    LOOP
        FOR ahead IN 0..months_ahead LOOP
            PERFORM ensure_month_partition(parent, (today + make_interval(months => ahead))::date);
        END LOOP;
    END LOOP;
END
$$;

-- The partitions of a table by the time that each of them covers; the default one covers no time of its own.
CREATE FUNCTION partitions_of(parent text) RETURNS TABLE (part text, first timestamptz, after timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT c.relname::text,
        substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \(''([^'']+)''\)')::timestamptz,
        substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent::regclass
$$;

-- Months that nothing was written to give way to days.
DO $$
DECLARE
    parent text;
    month  text;
    used   boolean;
BEGIN
    FOREACH parent IN ARRAY ARRAY['decision', 'invocation'] LOOP
        FOR month IN SELECT part FROM partitions_of(parent) AS p WHERE p.after > now() LOOP
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', month);
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', month) INTO used;
            IF NOT used THEN
                EXECUTE format('DROP TABLE %I', month);
            END IF;
        END LOOP;
    END LOOP;
END
$$;

-- Up to when retention has removed the rows of a table: what needs them cannot be answered for a time before.
CREATE TABLE removed_history (
    table_name text        PRIMARY KEY,
    before     timestamptz NOT NULL
);

-- Drops the oldest partition of a table whose rows are all older than a time: 'dropped', 'none' if there is none, 'busy' if
-- it is being read and was left. Dropping takes a lock on the whole table, for the moment that it takes; who waits for it
-- keeps others waiting, and so gives up soon.
CREATE FUNCTION drop_oldest_partition(parent text, until timestamptz) RETURNS text
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    oldest text;
BEGIN
    SELECT part INTO oldest FROM partitions_of(parent) AS p WHERE p.after <= until ORDER BY p.after LIMIT 1;
    INSERT INTO removed_history AS known VALUES (parent, until)
        ON CONFLICT (table_name) DO UPDATE SET before = greatest(known.before, EXCLUDED.before);
    IF oldest IS NULL THEN
        RETURN 'none';
    END IF;
    EXECUTE format('DROP TABLE %I', oldest);
    RETURN 'dropped';
EXCEPTION WHEN lock_not_available THEN
    RETURN 'busy';
END
$$;

-- Deletes some of the rows that are older than a time and in no partition of their own; returns how many.
CREATE FUNCTION delete_unpartitioned(parent text, until timestamptz, most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    deleted integer;
BEGIN
    EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE time < $1 LIMIT $2))',
        parent || '_default') USING until, most;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

-- Drops circumstances of the months before a time of which no decision is left; returns how many months.
CREATE FUNCTION drop_unused_circumstances(until timestamptz) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    month record;
    found integer := 0;
BEGIN
    FOR month IN SELECT p.part, p.first, p.after FROM partitions_of('circumstances') AS p WHERE p.after <= until LOOP
        IF NOT EXISTS (SELECT 1 FROM decision WHERE time >= month.first AND time < month.after) THEN
            EXECUTE format('DROP TABLE %I', month.part);
            found := found + 1;
        END IF;
    END LOOP;
    DELETE FROM circumstances_default AS c WHERE c.time + interval '1 month' <= until
        AND NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.time >= c.time AND d.time < c.time + interval '1 month');
    RETURN found;
EXCEPTION WHEN lock_not_available THEN
    RETURN 0;
END
$$;

-- What requests used and cost, by hour. Kept by triggers in the transaction that writes the rows, so that it is always
-- their sum; it stays when retention removes them.
CREATE TABLE cost_hourly (
    hour                  timestamptz NOT NULL, -- its beginning
    series                bytea       NOT NULL, -- digest of the texts below: a key cannot hold what may be null
    provider              text,
    model                 text,
    agent_type            text,
    caller                text,
    environment           text,
    source                text        NOT NULL,
    service_tier          text,
    price_route           text,
    requests              bigint      NOT NULL,
    successes             bigint      NOT NULL,
    unpriced              bigint      NOT NULL, -- requests whose cost is not known; they count 0 in cost_usd
    estimated             bigint      NOT NULL, -- requests whose usage is an estimate
    uncached_input_tokens bigint      NOT NULL,
    cache_read_tokens     bigint      NOT NULL,
    cache_write_5m_tokens bigint      NOT NULL,
    cache_write_1h_tokens bigint      NOT NULL,
    audio_input_tokens    bigint      NOT NULL,
    image_input_tokens    bigint      NOT NULL,
    output_tokens         bigint      NOT NULL,
    reasoning_tokens      bigint      NOT NULL, -- part of output_tokens
    audio_output_tokens   bigint      NOT NULL,
    image_output_tokens   bigint      NOT NULL,
    cost_usd              numeric     NOT NULL,
    failed_cost_usd       numeric     NOT NULL, -- part of cost_usd
    PRIMARY KEY (hour, series)
-- The running hour is updated with every batch: room on its pages keeps these updates out of the index.
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

CREATE FUNCTION cost_series(VARIADIC texts text[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(texts::text, 'UTF8'))
$$;

-- Adds the rows of a batch to their hours; rows that were there already are not among them. Sorted, so that batches that
-- meet in several hours never wait for each other in a circle.
CREATE FUNCTION book_hourly_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cost_hourly AS booked
    SELECT hour, cost_series(provider, model, agent_type, caller, environment, source, service_tier, price_route),
        provider, model, agent_type, caller, environment, source, service_tier, price_route, requests, successes,
        unpriced, estimated, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
        audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
        image_output_tokens, cost_usd, failed_cost_usd
    FROM (SELECT date_trunc('hour', time, 'UTC') AS hour, provider, model, agent_type, caller, environment, source, service_tier, price_route,
            count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes,
            count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced,
            count(*) FILTER (WHERE usage_estimated) AS estimated, sum(uncached_input_tokens) AS uncached_input_tokens,
            sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
            sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
            coalesce(sum(audio_input_tokens), 0) AS audio_input_tokens,
            coalesce(sum(image_input_tokens), 0) AS image_input_tokens, sum(output_tokens) AS output_tokens,
            sum(reasoning_tokens) AS reasoning_tokens, coalesce(sum(audio_output_tokens), 0) AS audio_output_tokens,
            coalesce(sum(image_output_tokens), 0) AS image_output_tokens, coalesce(sum(cost_usd), 0) AS cost_usd,
            coalesce(sum(failed_cost_usd), 0) AS failed_cost_usd
        FROM added
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS sums
    ORDER BY hour, 2
    ON CONFLICT (hour, series) DO UPDATE SET
        requests = booked.requests + EXCLUDED.requests, successes = booked.successes + EXCLUDED.successes,
        unpriced = booked.unpriced + EXCLUDED.unpriced, estimated = booked.estimated + EXCLUDED.estimated,
        uncached_input_tokens = booked.uncached_input_tokens + EXCLUDED.uncached_input_tokens,
        cache_read_tokens = booked.cache_read_tokens + EXCLUDED.cache_read_tokens,
        cache_write_5m_tokens = booked.cache_write_5m_tokens + EXCLUDED.cache_write_5m_tokens,
        cache_write_1h_tokens = booked.cache_write_1h_tokens + EXCLUDED.cache_write_1h_tokens,
        audio_input_tokens = booked.audio_input_tokens + EXCLUDED.audio_input_tokens,
        image_input_tokens = booked.image_input_tokens + EXCLUDED.image_input_tokens,
        output_tokens = booked.output_tokens + EXCLUDED.output_tokens,
        reasoning_tokens = booked.reasoning_tokens + EXCLUDED.reasoning_tokens,
        audio_output_tokens = booked.audio_output_tokens + EXCLUDED.audio_output_tokens,
        image_output_tokens = booked.image_output_tokens + EXCLUDED.image_output_tokens,
        cost_usd = booked.cost_usd + EXCLUDED.cost_usd,
        failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd;
    RETURN NULL;
END
$$;

-- Adds what rows that were changed differ by.
CREATE FUNCTION rebook_hourly_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cost_hourly AS booked
    SELECT hour, cost_series(provider, model, agent_type, caller, environment, source, service_tier, price_route),
        provider, model, agent_type, caller, environment, source, service_tier, price_route, requests, successes,
        unpriced, estimated, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
        audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
        image_output_tokens, cost_usd, failed_cost_usd
    FROM (SELECT date_trunc('hour', time, 'UTC') AS hour, provider, model, agent_type, caller, environment, source, service_tier, price_route,
            coalesce(sum(sign), 0) AS requests,
            coalesce(sum(sign) FILTER (WHERE outcome = 'success'), 0) AS successes,
            coalesce(sum(sign) FILTER (WHERE cost_usd IS NULL), 0) AS unpriced,
            coalesce(sum(sign) FILTER (WHERE usage_estimated), 0) AS estimated,
            sum(sign * uncached_input_tokens) AS uncached_input_tokens,
            sum(sign * cache_read_tokens) AS cache_read_tokens,
            sum(sign * cache_write_5m_tokens) AS cache_write_5m_tokens,
            sum(sign * cache_write_1h_tokens) AS cache_write_1h_tokens,
            coalesce(sum(sign * audio_input_tokens), 0) AS audio_input_tokens,
            coalesce(sum(sign * image_input_tokens), 0) AS image_input_tokens,
            sum(sign * output_tokens) AS output_tokens, sum(sign * reasoning_tokens) AS reasoning_tokens,
            coalesce(sum(sign * audio_output_tokens), 0) AS audio_output_tokens,
            coalesce(sum(sign * image_output_tokens), 0) AS image_output_tokens,
            coalesce(sum(sign * cost_usd), 0) AS cost_usd, coalesce(sum(sign * failed_cost_usd), 0) AS failed_cost_usd
        FROM (SELECT 1 AS sign, a.* FROM added AS a UNION ALL SELECT -1, r.* FROM removed AS r) AS changed
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS sums
    ORDER BY hour, 2
    ON CONFLICT (hour, series) DO UPDATE SET
        requests = booked.requests + EXCLUDED.requests, successes = booked.successes + EXCLUDED.successes,
        unpriced = booked.unpriced + EXCLUDED.unpriced, estimated = booked.estimated + EXCLUDED.estimated,
        uncached_input_tokens = booked.uncached_input_tokens + EXCLUDED.uncached_input_tokens,
        cache_read_tokens = booked.cache_read_tokens + EXCLUDED.cache_read_tokens,
        cache_write_5m_tokens = booked.cache_write_5m_tokens + EXCLUDED.cache_write_5m_tokens,
        cache_write_1h_tokens = booked.cache_write_1h_tokens + EXCLUDED.cache_write_1h_tokens,
        audio_input_tokens = booked.audio_input_tokens + EXCLUDED.audio_input_tokens,
        image_input_tokens = booked.image_input_tokens + EXCLUDED.image_input_tokens,
        output_tokens = booked.output_tokens + EXCLUDED.output_tokens,
        reasoning_tokens = booked.reasoning_tokens + EXCLUDED.reasoning_tokens,
        audio_output_tokens = booked.audio_output_tokens + EXCLUDED.audio_output_tokens,
        image_output_tokens = booked.image_output_tokens + EXCLUDED.image_output_tokens,
        cost_usd = booked.cost_usd + EXCLUDED.cost_usd,
        failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd;
    RETURN NULL;
END
$$;

-- Nobody writes between the triggers and the sums over what is there.
LOCK TABLE invocation IN SHARE ROW EXCLUSIVE MODE;

CREATE TRIGGER invocation_hourly_costs AFTER INSERT ON invocation
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION book_hourly_costs();
CREATE TRIGGER invocation_changed_hourly_costs AFTER UPDATE ON invocation
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION rebook_hourly_costs();

INSERT INTO cost_hourly AS booked
SELECT hour, cost_series(provider, model, agent_type, caller, environment, source, service_tier, price_route),
    provider, model, agent_type, caller, environment, source, service_tier, price_route, requests, successes,
    unpriced, estimated, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, image_output_tokens,
    cost_usd, failed_cost_usd
FROM (SELECT date_trunc('hour', time, 'UTC') AS hour, provider, model, agent_type, caller, environment, source, service_tier, price_route,
        count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes,
        count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced, count(*) FILTER (WHERE usage_estimated) AS estimated,
        sum(uncached_input_tokens) AS uncached_input_tokens, sum(cache_read_tokens) AS cache_read_tokens,
        sum(cache_write_5m_tokens) AS cache_write_5m_tokens, sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
        coalesce(sum(audio_input_tokens), 0) AS audio_input_tokens,
        coalesce(sum(image_input_tokens), 0) AS image_input_tokens, sum(output_tokens) AS output_tokens,
        sum(reasoning_tokens) AS reasoning_tokens, coalesce(sum(audio_output_tokens), 0) AS audio_output_tokens,
        coalesce(sum(image_output_tokens), 0) AS image_output_tokens, coalesce(sum(cost_usd), 0) AS cost_usd,
        coalesce(sum(failed_cost_usd), 0) AS failed_cost_usd
    FROM invocation
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS sums
ORDER BY hour, 2;
