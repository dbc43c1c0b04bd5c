-- What many decisions were made from besides the registry and the request: settings, and what was known of models and
-- providers. A decision's inputs name it by its id and hold only what differed; they mean the one of their own month, so
-- that the partitions of a month can be removed together.
CREATE TABLE circumstances (
    time     timestamptz NOT NULL, -- the beginning of the month (UTC) whose decisions refer to it
    id       text        NOT NULL, -- names the content: equal content, equal id
    content  jsonb       NOT NULL,
    PRIMARY KEY (time, id)
) PARTITION BY RANGE (time);

CREATE TABLE circumstances_default PARTITION OF circumstances DEFAULT;
