-- A decision that a request follows is stored in the request's row: nearly all that a row of its own said stands there
-- already, and the second row took about a sixth of PostgreSQL's time for a request.
ALTER TABLE invocation
    ADD COLUMN decision_made   jsonb, -- time; provider and model of the first of its route if others served; reason of a choice
    ADD COLUMN decision_inputs jsonb; -- as in decision

-- Decisions that are stored with the request that followed them, as rows of decision. Their time is that of the request,
-- moments before it was made.
CREATE VIEW request_decision AS
SELECT r.id AS request, r.decision_id AS id, r.time,
    jsonb_strip_nulls(jsonb_build_object(
        'time', r.decision_made -> 'time', 'request_id', r.request_id, 'requested_model', r.requested_model,
        'agent_type', r.agent_type, 'task_id', r.task_id, 'caller', r.caller,
        'model_id', CASE WHEN r.decision_made ? 'model' THEN r.decision_made ->> 'model' ELSE r.model END,
        'provider', CASE WHEN r.decision_made ? 'model' THEN r.decision_made ->> 'provider' ELSE r.provider END,
        'selection_reason', r.decision_made -> 'reason', 'attempts', r.attempts, 'failovers', r.failovers)) AS document,
    r.decision_inputs AS inputs,
    CASE WHEN r.decision_made ? 'model' THEN r.decision_made ->> 'provider' ELSE r.provider END AS provider,
    CASE WHEN r.decision_made ? 'model' THEN r.decision_made ->> 'model' ELSE r.model END AS model
FROM invocation r
WHERE r.decision_made IS NOT NULL;

-- Drops the oldest partition of requests as drop_oldest_partition does; decisions from some time on, which are kept longer,
-- get rows of their own.
CREATE FUNCTION drop_oldest_requests(until timestamptz, decisions_from timestamptz) RETURNS text
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    oldest record;
    fate   text;
BEGIN
    SELECT p.first, p.after INTO oldest FROM partitions_of('invocation') AS p WHERE p.after <= until ORDER BY p.after LIMIT 1;
    INSERT INTO decision (id, time, document, inputs, provider, model)
    SELECT d.id, d.time, d.document, d.inputs, d.provider, d.model FROM request_decision d
    WHERE d.time >= greatest(oldest.first, decisions_from) AND d.time < oldest.after
    ON CONFLICT DO NOTHING;
    fate := drop_oldest_partition('invocation', until);
    IF fate = 'busy' THEN
        RAISE lock_not_available;
    END IF;
    RETURN fate;
EXCEPTION WHEN lock_not_available THEN
    -- Without what was inserted: while the requests are there, their decisions are too.
    RETURN 'busy';
END
$$;

-- Deletes some requests as delete_unpartitioned does; decisions from some time on get rows of their own.
CREATE FUNCTION delete_unpartitioned_requests(until timestamptz, decisions_from timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    chosen  uuid[] := ARRAY(SELECT id FROM invocation_default WHERE time < until LIMIT most);
    deleted integer;
BEGIN
    INSERT INTO decision (id, time, document, inputs, provider, model)
    SELECT d.id, d.time, d.document, d.inputs, d.provider, d.model FROM request_decision d
    WHERE d.request = ANY (chosen) AND d.time < until AND d.time >= decisions_from
    ON CONFLICT DO NOTHING;
    DELETE FROM invocation_default WHERE id = ANY (chosen) AND time < until;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

-- Takes decisions from before a time out of some requests, which are kept longer; returns how many. Partitions are asked
-- one by one: an update of the whole table would book all costs again. Days that are done are looked at for two days more.
CREATE FUNCTION forget_decisions(until timestamptz, most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    done    timestamptz := coalesce((SELECT before FROM removed_history WHERE table_name = 'request_decision'), '-infinity');
    found   integer := 0;
    changed integer;
    name    text;
BEGIN
    FOR name IN
        SELECT p.part FROM partitions_of('invocation') AS p
        WHERE coalesce(p.first, '-infinity') < until AND coalesce(p.after, 'infinity') > done - interval '2 days'
        ORDER BY p.after
    LOOP
        EXECUTE format('UPDATE %1$I SET decision_made = NULL, decision_inputs = NULL WHERE ctid = ANY (ARRAY('
            || 'SELECT ctid FROM %1$I WHERE decision_made IS NOT NULL AND time < $1 LIMIT $2))', name)
            USING until, most - found;
        GET DIAGNOSTICS changed = ROW_COUNT;
        found := found + changed;
        IF found >= most THEN
            RETURN found;
        END IF;
    END LOOP;
    INSERT INTO removed_history AS known VALUES ('request_decision', until)
        ON CONFLICT (table_name) DO UPDATE SET before = greatest(known.before, EXCLUDED.before);
    RETURN found;
END
$$;

-- As it was, for decisions that are stored with their requests too. A request begins before its decision is made.
CREATE OR REPLACE FUNCTION drop_unused_circumstances(until timestamptz) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    month record;
    found integer := 0;
BEGIN
    FOR month IN SELECT p.part, p.first, p.after FROM partitions_of('circumstances') AS p WHERE p.after <= until LOOP
        IF NOT EXISTS (SELECT 1 FROM decision WHERE time >= month.first AND time < month.after)
                AND NOT EXISTS (SELECT 1 FROM request_decision
                                WHERE time >= month.first - interval '1 hour' AND time < month.after) THEN
            EXECUTE format('DROP TABLE %I', month.part);
            found := found + 1;
        END IF;
    END LOOP;
    DELETE FROM circumstances_default AS c WHERE c.time + interval '1 month' <= until
        AND NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.time >= c.time AND d.time < c.time + interval '1 month')
        AND NOT EXISTS (SELECT 1 FROM request_decision AS d
                        WHERE d.time >= c.time - interval '1 hour' AND d.time < c.time + interval '1 month');
    RETURN found;
EXCEPTION WHEN lock_not_available THEN
    RETURN 0;
END
$$;
