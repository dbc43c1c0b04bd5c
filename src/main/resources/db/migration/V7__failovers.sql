-- Each time that a request, ours or an agent's own, went on from one model to another.
CREATE TABLE failover (
    id                uuid        NOT NULL,
    time              timestamptz NOT NULL,
    source            text        NOT NULL, -- call: ours; report: an agent told us
    original_model    text        NOT NULL, -- provider/id
    alternative_model text        NOT NULL,
    reason            text        NOT NULL,
    agent_type        text,
    task_id           text,
    request_id        text,
    PRIMARY KEY (time, id)
) PARTITION BY RANGE (time);

CREATE INDEX failover_by_original ON failover (original_model, time);
CREATE INDEX failover_by_agent_type ON failover (agent_type, time) WHERE agent_type IS NOT NULL;

CREATE TABLE failover_default PARTITION OF failover DEFAULT;

-- As it was, for every table that has partitions and a default one.
CREATE OR REPLACE FUNCTION ensure_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    today  date := (now() AT TIME ZONE 'UTC')::date;
    parent text;
BEGIN
    FOR parent IN
        SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
        WHERE p.partdefid <> 0 AND c.relnamespace = to_regnamespace(current_schema()::text) ORDER BY c.relname
    LOOP
        FOR ahead IN 0..months_ahead LOOP
            PERFORM ensure_month_partition(parent, (today + make_interval(months => ahead))::date);
        END LOOP;
    END LOOP;
END
$$;
