-- What a request had from the cache of answers. Rows from before have null.
ALTER TABLE invocation ADD COLUMN cache_status text; -- hit, miss, bypass
ALTER TABLE invocation ADD COLUMN saved_usd numeric; -- what a hit would have cost; null for all others

-- Nobody writes between the sums over what is there and those of the next batch.
LOCK TABLE invocation IN SHARE ROW EXCLUSIVE MODE;

-- Further sums by hour and by day. Decimals where they are sums of fractions: whatever their order, and also after one was
-- taken back, they come to the same.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['cost_hourly', 'cost_daily'] LOOP
        EXECUTE format('ALTER TABLE %I'
            || ' ADD COLUMN cache_hits    bigint  NOT NULL DEFAULT 0,'
            || ' ADD COLUMN saved_usd     numeric NOT NULL DEFAULT 0,'
            || ' ADD COLUMN failed_over   bigint  NOT NULL DEFAULT 0,' -- requests that were
            || ' ADD COLUMN latency_ms    numeric NOT NULL DEFAULT 0,' -- of successes
            || ' ADD COLUMN quality_sum   numeric NOT NULL DEFAULT 0,'
            || ' ADD COLUMN quality_count bigint  NOT NULL DEFAULT 0', target); -- requests with a score
    END LOOP;
END
$$;

DROP TRIGGER invocation_hourly_costs ON invocation;
DROP TRIGGER invocation_changed_hourly_costs ON invocation;
DROP FUNCTION book_hourly_costs();
DROP FUNCTION rebook_hourly_costs();

-- Adds rows to the sums of their hour and day, or takes them away, by the sign given as its argument: a batch that is
-- inserted is added; of rows that are changed the old are taken away and the new added. The batch is summed up once, and its
-- days from its hours. Sorted in each table, days first, so that batches never wait for each other in a circle.
CREATE FUNCTION book_costs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := TG_ARGV[0];
BEGIN
    WITH batch AS (
        SELECT date_trunc('hour', time, 'UTC') AS hour,
            provider, model, agent_type, caller, environment, source, service_tier, price_route,
            count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes,
            count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced,
            count(*) FILTER (WHERE usage_estimated) AS estimated, sum(uncached_input_tokens) AS uncached_input_tokens,
            sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
            sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
            coalesce(sum(audio_input_tokens), 0) AS audio_input_tokens,
            coalesce(sum(image_input_tokens), 0) AS image_input_tokens, sum(output_tokens) AS output_tokens,
            sum(reasoning_tokens) AS reasoning_tokens, coalesce(sum(audio_output_tokens), 0) AS audio_output_tokens,
            coalesce(sum(image_output_tokens), 0) AS image_output_tokens, coalesce(sum(cost_usd), 0) AS cost_usd,
            coalesce(sum(failed_cost_usd), 0) AS failed_cost_usd,
            count(*) FILTER (WHERE cache_status = 'hit') AS cache_hits, coalesce(sum(saved_usd), 0) AS saved_usd,
            count(*) FILTER (WHERE failovers > 0) AS failed_over,
            coalesce(sum(CAST(latency_ms AS numeric)) FILTER (WHERE outcome = 'success'), 0) AS latency_ms,
            coalesce(sum(CAST(quality_score AS numeric)), 0) AS quality_sum, count(quality_score) AS quality_count
        FROM booking
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ), sums AS MATERIALIZED (
        SELECT hour, cost_series(provider, model, agent_type, caller, environment, source, service_tier, price_route) AS series,
            provider, model, agent_type, caller, environment, source, service_tier, price_route,
            sign * requests AS requests, sign * successes AS successes, sign * unpriced AS unpriced,
            sign * estimated AS estimated, sign * uncached_input_tokens AS uncached_input_tokens,
            sign * cache_read_tokens AS cache_read_tokens, sign * cache_write_5m_tokens AS cache_write_5m_tokens,
            sign * cache_write_1h_tokens AS cache_write_1h_tokens, sign * audio_input_tokens AS audio_input_tokens,
            sign * image_input_tokens AS image_input_tokens, sign * output_tokens AS output_tokens,
            sign * reasoning_tokens AS reasoning_tokens, sign * audio_output_tokens AS audio_output_tokens,
            sign * image_output_tokens AS image_output_tokens, sign * cost_usd AS cost_usd,
            sign * failed_cost_usd AS failed_cost_usd, sign * cache_hits AS cache_hits, sign * saved_usd AS saved_usd,
            sign * failed_over AS failed_over, sign * latency_ms AS latency_ms, sign * quality_sum AS quality_sum,
            sign * quality_count AS quality_count
        FROM batch
    ), hours AS (
        INSERT INTO cost_hourly AS booked (hour, series,
            provider, model, agent_type, caller, environment, source, service_tier, price_route,
            requests, successes, unpriced, estimated, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens,
            cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens,
            audio_output_tokens, image_output_tokens, cost_usd, failed_cost_usd, cache_hits, saved_usd, failed_over,
            latency_ms, quality_sum, quality_count)
        SELECT * FROM sums ORDER BY hour, series
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
            failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd,
            cache_hits = booked.cache_hits + EXCLUDED.cache_hits, saved_usd = booked.saved_usd + EXCLUDED.saved_usd,
            failed_over = booked.failed_over + EXCLUDED.failed_over,
            latency_ms = booked.latency_ms + EXCLUDED.latency_ms,
            quality_sum = booked.quality_sum + EXCLUDED.quality_sum,
            quality_count = booked.quality_count + EXCLUDED.quality_count
    )
    INSERT INTO cost_daily AS booked (day, series,
        provider, model, agent_type, caller, environment, source, service_tier, price_route,
        requests, successes, unpriced, estimated, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens,
        cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens,
        audio_output_tokens, image_output_tokens, cost_usd, failed_cost_usd, cache_hits, saved_usd, failed_over,
        latency_ms, quality_sum, quality_count)
    SELECT date_trunc('day', hour, 'UTC'), series,
        provider, model, agent_type, caller, environment, source, service_tier, price_route,
        sum(requests), sum(successes), sum(unpriced), sum(estimated), sum(uncached_input_tokens),
        sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(audio_input_tokens),
        sum(image_input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens),
        sum(image_output_tokens), sum(cost_usd), sum(failed_cost_usd), sum(cache_hits), sum(saved_usd),
        sum(failed_over), sum(latency_ms), sum(quality_sum), sum(quality_count)
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
        failed_cost_usd = booked.failed_cost_usd + EXCLUDED.failed_cost_usd,
        cache_hits = booked.cache_hits + EXCLUDED.cache_hits, saved_usd = booked.saved_usd + EXCLUDED.saved_usd,
        failed_over = booked.failed_over + EXCLUDED.failed_over, latency_ms = booked.latency_ms + EXCLUDED.latency_ms,
        quality_sum = booked.quality_sum + EXCLUDED.quality_sum,
        quality_count = booked.quality_count + EXCLUDED.quality_count;
    RETURN NULL;
END
$$;

CREATE TRIGGER invocation_costs_added AFTER INSERT ON invocation
    REFERENCING NEW TABLE AS booking FOR EACH STATEMENT EXECUTE FUNCTION book_costs('1');
CREATE TRIGGER invocation_costs_changed_1 AFTER UPDATE ON invocation
    REFERENCING OLD TABLE AS booking FOR EACH STATEMENT EXECUTE FUNCTION book_costs('-1');
CREATE TRIGGER invocation_costs_changed_2 AFTER UPDATE ON invocation
    REFERENCING NEW TABLE AS booking FOR EACH STATEMENT EXECUTE FUNCTION book_costs('1');

-- The new sums of the rows that are still there; what retention removed has none.
WITH sums AS (
    SELECT hour, cost_series(provider, model, agent_type, caller, environment, source, service_tier, price_route) AS series, cache_hits, saved_usd, failed_over, latency_ms, quality_sum, quality_count
    FROM (SELECT date_trunc('hour', time, 'UTC') AS hour, provider, model, agent_type, caller, environment, source, service_tier, price_route,
            count(*) FILTER (WHERE cache_status = 'hit') AS cache_hits, coalesce(sum(saved_usd), 0) AS saved_usd,
            count(*) FILTER (WHERE failovers > 0) AS failed_over,
            coalesce(sum(CAST(latency_ms AS numeric)) FILTER (WHERE outcome = 'success'), 0) AS latency_ms,
            coalesce(sum(CAST(quality_score AS numeric)), 0) AS quality_sum, count(quality_score) AS quality_count
        FROM invocation GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS batch
), hours AS (
    UPDATE cost_hourly AS booked SET
        cache_hits = sums.cache_hits, saved_usd = sums.saved_usd, failed_over = sums.failed_over,
        latency_ms = sums.latency_ms, quality_sum = sums.quality_sum, quality_count = sums.quality_count
    FROM sums WHERE booked.hour = sums.hour AND booked.series = sums.series
)
UPDATE cost_daily AS booked SET
    cache_hits = days.cache_hits, saved_usd = days.saved_usd, failed_over = days.failed_over,
    latency_ms = days.latency_ms, quality_sum = days.quality_sum, quality_count = days.quality_count
FROM (SELECT date_trunc('day', hour, 'UTC') AS day, series,
        sum(cache_hits) AS cache_hits, sum(saved_usd) AS saved_usd, sum(failed_over) AS failed_over,
        sum(latency_ms) AS latency_ms, sum(quality_sum) AS quality_sum, sum(quality_count) AS quality_count
    FROM sums GROUP BY 1, 2) AS days
WHERE booked.day = days.day AND booked.series = days.series;
