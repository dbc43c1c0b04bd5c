-- What instances tell each other of how models did: who served a request, and when its row came in here, which is later
-- than the request and, after an outage, much later.
ALTER TABLE invocation ADD COLUMN instance text;
ALTER TABLE invocation ADD COLUMN recorded_at timestamptz;

-- Rows arrive with every column named, so a default would not come to be.
CREATE FUNCTION set_recorded_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END
$$;

CREATE TRIGGER invocation_recorded_at BEFORE INSERT ON invocation FOR EACH ROW EXECUTE FUNCTION set_recorded_at();

CREATE INDEX invocation_by_recorded_at ON invocation (recorded_at);
