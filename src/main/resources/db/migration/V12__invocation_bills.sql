-- What decides the price of a request besides its tokens, and what it cost in parts. A cost that is null is not known: the
-- model had no price. Rows from before, and rows of journals written before, have null in the new columns.
ALTER TABLE invocation ADD COLUMN environment text;              -- the deployment that served it
ALTER TABLE invocation ADD COLUMN service_tier text;             -- as its provider says it served it; null for the standard
ALTER TABLE invocation ADD COLUMN price_route text;              -- of a Bedrock call whose price depends on it
ALTER TABLE invocation ADD COLUMN audio_input_tokens bigint;     -- a class of its own, not part of uncached_input_tokens
ALTER TABLE invocation ADD COLUMN image_input_tokens bigint;     -- a class of its own
ALTER TABLE invocation ADD COLUMN audio_output_tokens bigint;    -- a class of its own, not part of output_tokens
ALTER TABLE invocation ADD COLUMN image_output_tokens bigint;    -- a class of its own
ALTER TABLE invocation ADD COLUMN failed_cost_usd numeric;       -- the part of cost_usd that failed calls cost
ALTER TABLE invocation ALTER COLUMN cost_usd DROP NOT NULL;
