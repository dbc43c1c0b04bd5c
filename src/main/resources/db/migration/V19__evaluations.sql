-- Each time that an answer was scored: by the rules, by a model that judges, by a caller's feedback. Its request's
-- quality_score is the mean of them by weight.
CREATE TABLE evaluation (
    time          timestamptz      NOT NULL, -- of the request, so that both are removed together
    invocation_id uuid             NOT NULL,
    source        text             NOT NULL, -- rules, judge, feedback
    rater         text             NOT NULL, -- the model that judged, the key that gave feedback; empty for the rules
    evaluated_at  timestamptz      NOT NULL,
    model         text             NOT NULL, -- provider/id that answered
    agent_type    text,
    score         double precision NOT NULL,
    weight        double precision NOT NULL,
    low           boolean          NOT NULL,
    completeness  double precision,          -- of the rules only, like the two below
    relevance     double precision,
    coherence     double precision,
    findings      jsonb,
    comment       text,
    -- What is delivered twice is stored once, and a key gives one feedback on a request.
    PRIMARY KEY (time, invocation_id, source, rater)
) PARTITION BY RANGE (time);

CREATE TABLE evaluation_default PARTITION OF evaluation DEFAULT;

-- Feedback names a request by the id that its answer had.
CREATE INDEX invocation_by_request ON invocation (request_id) WHERE request_id IS NOT NULL;
