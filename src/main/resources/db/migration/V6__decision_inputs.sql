-- What a choice was made from besides the registry's content, so that it can be made again: the need, the settings and
-- what was known of models and providers. Null for decisions from before.
ALTER TABLE decision ADD COLUMN inputs jsonb;
