-- Keys of callers. A row is never deleted: the ledger names keys by id, and revisions go on counting.
CREATE TABLE caller_key (
    id                  text        PRIMARY KEY,   -- public, part of the key; what the ledger and budgets call the caller
    name                text        NOT NULL,
    note                text,
    role                text        NOT NULL,      -- agent, operator, admin
    allowed_models      text[],                    -- provider/model; null: all
    allowed_agent_types text[],                    -- null: all
    requests_per_minute bigint,                    -- null: as callers that are not named
    tokens_per_minute   bigint,
    tenant              text,                      -- group that shares cached answers; null: none
    expires_at          timestamptz,
    secret_hash         bytea       NOT NULL,      -- HMAC-SHA-256 under the pepper of that version
    secret_pepper       integer     NOT NULL,
    secret_made_at      timestamptz NOT NULL,
    former_hash         bytea,                     -- the secret before the last rotation
    former_pepper       integer,
    former_until        timestamptz,               -- from when on it is not valid any more
    created_at          timestamptz NOT NULL,
    created_by          text        NOT NULL,
    updated_at          timestamptz NOT NULL,
    last_used_at        timestamptz,               -- about: written once a minute
    revoked_at          timestamptz,
    revision            bigint      NOT NULL       -- counts the changes of this key
);
