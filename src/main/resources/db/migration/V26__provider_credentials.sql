-- Keys of providers that were set through the API. A row is never deleted: one whose key was taken away keeps its place
-- without it, so that its revisions go on counting.
CREATE TABLE provider_credential (
    id         text        PRIMARY KEY,  -- provider/slot
    provider   text        NOT NULL,
    slot       integer     NOT NULL CHECK (slot BETWEEN 1 AND 99),
    kind       text,                     -- api_key, bearer_token, access_key; null: there is no key
    master_key integer,                  -- version of the master key that opens it
    nonce      bytea       CHECK (octet_length(nonce) = 12),
    sealed     bytea,                    -- AES-256-GCM, bound to provider and slot
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    revision   bigint      NOT NULL,     -- counts the changes of this key
    UNIQUE (provider, slot),
    CHECK (num_nulls(kind, master_key, nonce, sealed) IN (0, 4))
);
