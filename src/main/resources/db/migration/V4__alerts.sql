-- What people were told. The id is made of kind, subject and window, so it is the same on every instance.
CREATE SEQUENCE alert_revision;

CREATE TABLE alert (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL,
    subject         text        NOT NULL,
    message         text        NOT NULL,
    facts           jsonb       NOT NULL,
    time            timestamptz NOT NULL,
    window_ends_at  timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by text,                 -- a caller's id, never a key
    resolved_at     timestamptz,
    deliveries      jsonb       NOT NULL DEFAULT '{}',
    revision        bigint      NOT NULL DEFAULT nextval('alert_revision') -- grows with every change of any alert
);

CREATE INDEX alert_by_time ON alert (time DESC, id DESC);
CREATE INDEX alert_by_revision ON alert (revision);
