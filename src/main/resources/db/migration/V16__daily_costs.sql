-- The sums by hour once more by day (UTC): a month of them is a hundredth of the rows. Kept with those of hours, by the same
-- statement.
CREATE TABLE cost_daily (
    LIKE cost_hourly,
    PRIMARY KEY (hour, series)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

ALTER TABLE cost_daily RENAME COLUMN hour TO day;

-- As it was, and for days. Sorted in each table, days first, so that batches never wait for each other in a circle.
CREATE OR REPLACE FUNCTION book_hourly_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH sums AS MATERIALIZED (
        SELECT s.hour, cost_series(s.provider, s.model, s.agent_type, s.caller, s.environment, s.source, s.service_tier, s.price_route) AS series,
            s.provider, s.model, s.agent_type, s.caller, s.environment, s.source, s.service_tier, s.price_route,
            s.requests, s.successes, s.unpriced, s.estimated, s.uncached_input_tokens, s.cache_read_tokens,
            s.cache_write_5m_tokens, s.cache_write_1h_tokens, s.audio_input_tokens, s.image_input_tokens,
            s.output_tokens, s.reasoning_tokens, s.audio_output_tokens, s.image_output_tokens, s.cost_usd,
            s.failed_cost_usd
        FROM (SELECT date_trunc('hour', time, 'UTC') AS hour,
                provider, model, agent_type, caller, environment, source, service_tier, price_route,
                count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes,
                count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced,
                count(*) FILTER (WHERE usage_estimated) AS estimated,
                sum(uncached_input_tokens) AS uncached_input_tokens, sum(cache_read_tokens) AS cache_read_tokens,
                sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
                sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
                coalesce(sum(audio_input_tokens), 0) AS audio_input_tokens,
                coalesce(sum(image_input_tokens), 0) AS image_input_tokens, sum(output_tokens) AS output_tokens,
                sum(reasoning_tokens) AS reasoning_tokens,
                coalesce(sum(audio_output_tokens), 0) AS audio_output_tokens,
                coalesce(sum(image_output_tokens), 0) AS image_output_tokens, coalesce(sum(cost_usd), 0) AS cost_usd,
                coalesce(sum(failed_cost_usd), 0) AS failed_cost_usd
            FROM added
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS s
    ), hours AS (
        INSERT INTO cost_hourly AS booked SELECT * FROM sums ORDER BY hour, series
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
            failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd
    )
    INSERT INTO cost_daily AS booked
    SELECT date_trunc('day', hour, 'UTC'), series,
        provider, model, agent_type, caller, environment, source, service_tier, price_route, sum(requests),
        sum(successes), sum(unpriced), sum(estimated), sum(uncached_input_tokens), sum(cache_read_tokens),
        sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(audio_input_tokens), sum(image_input_tokens),
        sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(image_output_tokens), sum(cost_usd),
        sum(failed_cost_usd)
    FROM sums GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2
    ON CONFLICT (day, series) DO UPDATE SET
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

-- As it was, and for days.
CREATE OR REPLACE FUNCTION rebook_hourly_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH sums AS MATERIALIZED (
        SELECT s.hour, cost_series(s.provider, s.model, s.agent_type, s.caller, s.environment, s.source, s.service_tier, s.price_route) AS series,
            s.provider, s.model, s.agent_type, s.caller, s.environment, s.source, s.service_tier, s.price_route,
            s.requests, s.successes, s.unpriced, s.estimated, s.uncached_input_tokens, s.cache_read_tokens,
            s.cache_write_5m_tokens, s.cache_write_1h_tokens, s.audio_input_tokens, s.image_input_tokens,
            s.output_tokens, s.reasoning_tokens, s.audio_output_tokens, s.image_output_tokens, s.cost_usd,
            s.failed_cost_usd
        FROM (SELECT date_trunc('hour', time, 'UTC') AS hour,
                provider, model, agent_type, caller, environment, source, service_tier, price_route,
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
                coalesce(sum(sign * cost_usd), 0) AS cost_usd,
                coalesce(sum(sign * failed_cost_usd), 0) AS failed_cost_usd
            FROM (SELECT 1 AS sign, a.* FROM added AS a UNION ALL SELECT -1, r.* FROM removed AS r) AS changed
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS s
    ), hours AS (
        INSERT INTO cost_hourly AS booked SELECT * FROM sums ORDER BY hour, series
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
            failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd
    )
    INSERT INTO cost_daily AS booked
    SELECT date_trunc('day', hour, 'UTC'), series,
        provider, model, agent_type, caller, environment, source, service_tier, price_route, sum(requests),
        sum(successes), sum(unpriced), sum(estimated), sum(uncached_input_tokens), sum(cache_read_tokens),
        sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(audio_input_tokens), sum(image_input_tokens),
        sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(image_output_tokens), sum(cost_usd),
        sum(failed_cost_usd)
    FROM sums GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2
    ON CONFLICT (day, series) DO UPDATE SET
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

-- Nobody writes between the sums that are there and those of the next batch.
LOCK TABLE invocation IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO cost_daily
SELECT date_trunc('day', hour, 'UTC'), series,
    provider, model, agent_type, caller, environment, source, service_tier, price_route, sum(requests),
    sum(successes), sum(unpriced), sum(estimated), sum(uncached_input_tokens), sum(cache_read_tokens),
    sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(audio_input_tokens), sum(image_input_tokens),
    sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(image_output_tokens), sum(cost_usd),
    sum(failed_cost_usd)
FROM cost_hourly GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
