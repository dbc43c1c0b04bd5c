-- The ledger: one row per request, whether it was answered or not. Rows are only ever inserted.
-- Rows arrive as JSON documents whose keys are the column names. A column added later must be nullable or
-- have its value filled in by a trigger: journals written before the migration do not have it.
CREATE TABLE invocation (
    id                     uuid             NOT NULL,
    time                   timestamptz      NOT NULL,
    source                 text             NOT NULL, -- call: ours; report: an agent told us
    request_id             text,
    caller                 text,
    agent_type             text,
    task_id                text,
    dialect                text,
    tags                   jsonb,
    requested_model        text,
    provider               text,                      -- that served, or was tried last
    model                  text,
    decision_id            uuid,
    outcome                text             NOT NULL, -- success, error
    failure_kind           text,
    error_code             text,
    http_status            integer,
    attempts               jsonb            NOT NULL,
    failovers              integer          NOT NULL,
    streamed               boolean          NOT NULL,
    complete               boolean          NOT NULL,
    cancelled              boolean          NOT NULL,
    latency_ms             double precision,
    time_to_first_token_ms double precision,
    uncached_input_tokens  bigint           NOT NULL,
    cache_read_tokens      bigint           NOT NULL,
    cache_write_5m_tokens  bigint           NOT NULL,
    cache_write_1h_tokens  bigint           NOT NULL,
    output_tokens          bigint           NOT NULL,
    reasoning_tokens       bigint           NOT NULL, -- part of output_tokens
    tool_prompt_tokens     bigint           NOT NULL, -- part of uncached_input_tokens
    usage_estimated        boolean          NOT NULL,
    cost_usd               numeric          NOT NULL, -- without a scale: never rounded
    price_source           text,
    price_version          text,
    quality_score          double precision,
    -- A unique key of a partitioned table must hold the partition key. An id always comes with the same time,
    -- so this is as good as unique by id.
    PRIMARY KEY (time, id)
) PARTITION BY RANGE (time);

CREATE INDEX invocation_id ON invocation (id);
CREATE INDEX invocation_decision ON invocation (decision_id);
CREATE INDEX invocation_by_model ON invocation (model, time);
CREATE INDEX invocation_by_agent_type ON invocation (agent_type, time);
CREATE INDEX invocation_by_task ON invocation (task_id, time) WHERE task_id IS NOT NULL;

-- What was chosen for a request and why.
CREATE TABLE decision (
    id       uuid        NOT NULL,
    time     timestamptz NOT NULL,
    document jsonb       NOT NULL,
    PRIMARY KEY (time, id)
) PARTITION BY RANGE (time);

CREATE INDEX decision_id ON decision (id);

-- Rows of months that have no partition of their own: clocks that are off, a journal that was away for long.
CREATE TABLE invocation_default PARTITION OF invocation DEFAULT;
CREATE TABLE decision_default PARTITION OF decision DEFAULT;

-- Gives one month (UTC) a partition of its own, so that retention can drop it as a whole. Rows of that month that
-- are in the default partition move over. Does nothing when the partition is there.
CREATE FUNCTION ensure_month_partition(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
    after timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
    part  text := parent || '_' || to_char(month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month_partition'));
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS)', part, parent);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE time >= %L AND time < %L RETURNING *) '
        || 'INSERT INTO %I SELECT * FROM moved', parent || '_default', first, after, part);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, first, after);
END
$$;

-- Partitions for the running month and some months ahead.
CREATE FUNCTION ensure_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    FOR ahead IN 0..months_ahead LOOP
        PERFORM ensure_month_partition('invocation', (today + make_interval(months => ahead))::date);
        PERFORM ensure_month_partition('decision', (today + make_interval(months => ahead))::date);
    END LOOP;
END
$$;
