-- The sums by hour once more by quarter of an hour: midnight and full hours of India, Nepal and other zones whose offset is no
-- whole number of hours lie between those of UTC. Kept with those of hours and days, by the same statement.
CREATE TABLE cost_quarter_hourly (
    LIKE cost_hourly INCLUDING DEFAULTS,
    PRIMARY KEY (hour, series)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

ALTER TABLE cost_quarter_hourly RENAME COLUMN hour TO quarter_hour;

-- Nobody writes between the sums over what is there and those of the next batch.
LOCK TABLE invocation IN SHARE ROW EXCLUSIVE MODE;

-- Of a time whose requests retention has removed, no quarters of hours are known.
INSERT INTO removed_history (table_name, before)
SELECT 'cost_quarter_hourly', before FROM removed_history WHERE table_name = 'invocation';

DO $migration$
DECLARE
    texts text := 'provider, model, agent_type, caller, environment, source, service_tier, price_route';
    names text[] := ARRAY['requests', 'successes', 'unpriced', 'estimated', 'uncached_input_tokens', 'cache_read_tokens',
        'cache_write_5m_tokens', 'cache_write_1h_tokens', 'audio_input_tokens', 'image_input_tokens', 'output_tokens',
        'reasoning_tokens', 'audio_output_tokens', 'image_output_tokens', 'cost_usd', 'failed_cost_usd', 'cache_hits',
        'saved_usd', 'failed_over', 'latency_ms', 'quality_sum', 'quality_count'];
    columns text := texts || ', ' || array_to_string(names, ', ');
    -- Of rows, by quarter of an hour. Whole numbers are cheaper than decimals to sum up again, by hour and by day.
    batch text := $sql$SELECT date_bin('15 minutes', time, to_timestamp(0)) AS quarter_hour, $sql$ || texts || $sql$,
            count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes,
            count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced,
            count(*) FILTER (WHERE usage_estimated) AS estimated,
            CAST(sum(uncached_input_tokens) AS bigint) AS uncached_input_tokens,
            CAST(sum(cache_read_tokens) AS bigint) AS cache_read_tokens,
            CAST(sum(cache_write_5m_tokens) AS bigint) AS cache_write_5m_tokens,
            CAST(sum(cache_write_1h_tokens) AS bigint) AS cache_write_1h_tokens,
            CAST(coalesce(sum(audio_input_tokens), 0) AS bigint) AS audio_input_tokens,
            CAST(coalesce(sum(image_input_tokens), 0) AS bigint) AS image_input_tokens,
            CAST(sum(output_tokens) AS bigint) AS output_tokens,
            CAST(sum(reasoning_tokens) AS bigint) AS reasoning_tokens,
            CAST(coalesce(sum(audio_output_tokens), 0) AS bigint) AS audio_output_tokens,
            CAST(coalesce(sum(image_output_tokens), 0) AS bigint) AS image_output_tokens,
            coalesce(sum(cost_usd), 0) AS cost_usd,
            coalesce(sum(failed_cost_usd), 0) AS failed_cost_usd,
            count(*) FILTER (WHERE cache_status = 'hit') AS cache_hits, coalesce(sum(saved_usd), 0) AS saved_usd,
            count(*) FILTER (WHERE failovers > 0) AS failed_over,
            coalesce(sum(CAST(latency_ms AS numeric)) FILTER (WHERE outcome = 'success'), 0) AS latency_ms,
            coalesce(sum(CAST(quality_score AS numeric)), 0) AS quality_sum, count(quality_score) AS quality_count
        FROM %s
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9$sql$;
    signed text := (SELECT string_agg('sign * ' || name || ' AS ' || name, ', ') FROM unnest(names) AS name);
    summed text := (SELECT string_agg('sum(' || name || ')', ', ') FROM unnest(names) AS name);
    -- Adds sums to those of a table.
    book text := 'INSERT INTO %1$s AS booked (%2$s, series, ' || columns || ') SELECT %3$s ORDER BY 1, 2'
        || ' ON CONFLICT (%2$s, series) DO UPDATE SET '
        || (SELECT string_agg(format('%1$s = booked.%1$s + EXCLUDED.%1$s', name), ', ') FROM unnest(names) AS name);
    coarser text := $sql$date_trunc('%s', quarter_hour, 'UTC'), series, $sql$ || texts || ', ' || summed
        || ' FROM sums GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10';
    rows_known timestamptz := coalesce((SELECT before FROM removed_history WHERE table_name = 'invocation'), '-infinity');
BEGIN
    -- As it was, and for quarters of hours: those of the batch are summed up once, and its hours and days from them. Sorted
    -- in each table, and the tables in one order, so that batches never wait for each other in a circle.
    EXECUTE 'CREATE OR REPLACE FUNCTION book_costs() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    sign integer := TG_ARGV[0];
BEGIN
    WITH batch AS (' || format(batch, 'booking') || '), sums AS MATERIALIZED (
        SELECT quarter_hour, cost_series(' || texts || ') AS series, ' || texts || ', ' || signed || ' FROM batch
    ), quarter_hours AS (' || format(book, 'cost_quarter_hourly', 'quarter_hour', '* FROM sums') || '
    ), hours AS (' || format(book, 'cost_hourly', 'hour', format(coarser, 'hour')) || ')
    ' || format(book, 'cost_daily', 'day', format(coarser, 'day')) || ';
    RETURN NULL;
END
$function$';

    EXECUTE 'INSERT INTO cost_quarter_hourly (quarter_hour, series, ' || columns || ') SELECT quarter_hour, cost_series('
        || texts || '), ' || columns || ' FROM (' || format(batch, 'invocation WHERE time >= $1')
        || ') AS batch ORDER BY 1, 2' USING rows_known;
END
$migration$;

-- Counts what the ledger already holds of a new budget, from the coarsest sums that begin when its window does, and fit into
-- its parts; they know no tasks. Windows of India begin within an hour. Its caller has kept batches out by the lock that they
-- share.
CREATE OR REPLACE FUNCTION count_ledger_into_budget(counted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b     budget%ROWTYPE;
    level text;
BEGIN
    SELECT * INTO b FROM budget x WHERE x.id = counted;
    level := CASE
        WHEN b.task_id IS NOT NULL OR b.rolling AND b.unit = 'hour' THEN 'rows'
        WHEN b.counted_from = date_trunc('hour', b.counted_from, 'UTC') AND NOT (b.rolling AND b.unit = 'day') THEN 'hours'
        WHEN b.counted_from = date_bin('15 minutes', b.counted_from, to_timestamp(0)) THEN 'quarters'
        ELSE 'rows' END;
    INSERT INTO budget_bucket (budget_id, starts_at, spent_usd, requests, changed_at)
    SELECT b.id, budget_bucket_start(b.unit, b.rolling, b.time_zone, g.moment), sum(g.cost), sum(g.requests),
           clock_timestamp()
    FROM (
        SELECT r.hour AS moment, sum(r.cost_usd) AS cost, sum(r.requests) AS requests FROM cost_hourly r
        WHERE level = 'hours' AND r.hour >= b.counted_from
          AND (b.provider IS NULL OR b.provider = r.provider)
          AND (b.model IS NULL OR b.model = r.provider || '/' || r.model)
          AND (b.agent_type IS NULL OR b.agent_type = r.agent_type) AND (b.api_key IS NULL OR b.api_key = r.caller)
        GROUP BY 1
        UNION ALL
        SELECT r.quarter_hour, sum(r.cost_usd), sum(r.requests) FROM cost_quarter_hourly r
        WHERE level = 'quarters' AND r.quarter_hour >= b.counted_from
          AND (b.provider IS NULL OR b.provider = r.provider)
          AND (b.model IS NULL OR b.model = r.provider || '/' || r.model)
          AND (b.agent_type IS NULL OR b.agent_type = r.agent_type) AND (b.api_key IS NULL OR b.api_key = r.caller)
        GROUP BY 1
        UNION ALL
        SELECT date_bin('1 minute', r.time, to_timestamp(0)), sum(coalesce(r.cost_usd, 0)), count(*) FROM invocation r
        WHERE level = 'rows' AND r.time >= b.counted_from
          AND (b.provider IS NULL OR b.provider = r.provider)
          AND (b.model IS NULL OR b.model = r.provider || '/' || r.model)
          AND (b.agent_type IS NULL OR b.agent_type = r.agent_type) AND (b.task_id IS NULL OR b.task_id = r.task_id)
          AND (b.api_key IS NULL OR b.api_key = r.caller)
        GROUP BY 1) g
    GROUP BY 1, 2;
END
$$;
