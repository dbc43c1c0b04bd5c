-- Runs that priced past requests again, with whoever asked for them.
CREATE TABLE rerating (
    id               uuid        PRIMARY KEY,
    time             timestamptz NOT NULL DEFAULT now(),
    who              text        NOT NULL,
    first            timestamptz NOT NULL, -- the window, its end not included
    after            timestamptz NOT NULL,
    provider         text,                 -- whose calls were priced again; null for all
    model            text,
    registry_version text        NOT NULL  -- that the prices are of
);

-- What each request cost before and after, in the transaction that changed it. A cost that is null was not known.
CREATE TABLE cost_correction (
    rerating_id         uuid        NOT NULL REFERENCES rerating (id),
    invocation_id       uuid        NOT NULL,
    invocation_time     timestamptz NOT NULL,
    before_usd          numeric,
    after_usd           numeric,
    failed_before_usd   numeric,
    failed_after_usd    numeric,
    attempts_before     jsonb       NOT NULL, -- with the bill of each
    price_source        text,                 -- before
    price_version       text,
    price_source_after  text,
    price_version_after text,
    PRIMARY KEY (rerating_id, invocation_id)
);

CREATE INDEX cost_correction_invocation ON cost_correction (invocation_id);
