-- What agents are set to over what the configuration files say. Rows are never deleted: an agent that was given back to
-- the files keeps one without settings, so that its revisions go on counting.
CREATE TABLE agent_override (
    agent_type text        PRIMARY KEY,
    settings   json,                   -- null: as the files say
    revision   bigint      NOT NULL,   -- counts the changes of this agent
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL
);

-- Every state an agent was in, so that it can be brought back. Rows are only ever inserted.
CREATE TABLE agent_revision (
    agent_type text        NOT NULL,
    revision   bigint      NOT NULL,
    settings   json,                   -- null: as the files say
    time       timestamptz NOT NULL DEFAULT now(),
    who        text        NOT NULL,
    source     text        NOT NULL,
    PRIMARY KEY (agent_type, revision)
);
