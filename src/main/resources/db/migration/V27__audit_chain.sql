-- The audit trail as a chain: each row from here on holds the SHA-256 of its content and of the row before it, so that a row
-- that is changed, removed, added or moved afterwards is found. The rows before stay as they are, outside of the chain.
ALTER TABLE audit ADD COLUMN hash text; -- hex

-- The end of the chain, in one row. Whoever adds to the trail locks it first: the instances make one chain.
CREATE TABLE audit_chain (
    id      integer PRIMARY KEY CHECK (id = 1),
    begins  bigint  NOT NULL, -- the last row outside of the chain
    last_id bigint  NOT NULL, -- the last row of the chain; at first where it begins
    entries bigint  NOT NULL, -- in the chain
    hash    text    NOT NULL  -- of the last row; at first of nothing
);

INSERT INTO audit_chain (id, begins, last_id, entries, hash)
SELECT 1, coalesce(max(id), 0), coalesce(max(id), 0), 0, repeat('0', 64) FROM audit;

-- Nothing is added past the chain, neither by hand nor by an instance of an older version that still runs.
DO $$
BEGIN
    EXECUTE format('ALTER TABLE audit ADD CONSTRAINT audit_is_chained CHECK (hash IS NOT NULL OR id <= %s)',
        (SELECT begins FROM audit_chain));
END $$;
