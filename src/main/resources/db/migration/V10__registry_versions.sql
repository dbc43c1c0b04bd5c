-- Registries that decisions were made from, each once: what a decision is made again from.
CREATE TABLE registry_version (
    version  text        PRIMARY KEY,  -- as decisions name it: equal content, equal version
    time     timestamptz NOT NULL,     -- when it was first decided from
    content  jsonb       NOT NULL      -- a registry file
);

-- The first of a decision's route; null where no model could answer.
ALTER TABLE decision ADD COLUMN provider text;
ALTER TABLE decision ADD COLUMN model text;
