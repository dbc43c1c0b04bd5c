-- Who changed what, and when. Rows are only ever inserted. Of any kind of setting: a model, an agent, a budget, a key.
CREATE TABLE audit (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time         timestamptz NOT NULL DEFAULT now(),
    who          text        NOT NULL, -- the caller's id, never a key
    source       text        NOT NULL, -- by which way: api, import, console
    action       text        NOT NULL, -- create, update, delete
    subject_kind text        NOT NULL,
    subject_id   text        NOT NULL,
    before       json,                 -- json, not jsonb: kept as it was written
    after        json
);

CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, id);
CREATE INDEX audit_by_time ON audit (time);

-- Entries that hold over those of the registry file. Rows are never deleted: a model that was removed keeps one without
-- an entry, so that it stays removed while the file still has it.
CREATE TABLE registry_override (
    provider   text        NOT NULL,
    model      text        NOT NULL,
    entry      json,                   -- in the form of the registry file; null: removed
    version    bigint      NOT NULL,   -- counts the changes of this entry
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    PRIMARY KEY (provider, model)
);
