-- What each row of the ledger costs to write, where nothing is gained by it.

-- Rows name their columns, without this one: a default does what a trigger did for each row.
DROP TRIGGER invocation_recorded_at ON invocation;
DROP FUNCTION set_recorded_at();
ALTER TABLE invocation ALTER COLUMN recorded_at SET DEFAULT clock_timestamp();

-- No question is answered by it: a model is asked for with or without its provider, and sums know it.
DROP INDEX invocation_by_model;
