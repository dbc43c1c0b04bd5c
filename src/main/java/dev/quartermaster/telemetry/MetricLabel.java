package dev.quartermaster.telemetry;

/**
 * Labels of metrics. Each has few values, all known or counted: never a prompt, a user, a task, a key or the id of a
 * request. Names of the GenAI conventions still change: they are used through this class only.
 */
public enum MetricLabel {
    OPERATION("gen_ai.operation.name", "`chat`, `embeddings`"),
    PROVIDER("gen_ai.provider.name", "the providers of the registry, `other`, `none`"),
    MODEL("gen_ai.request.model", "the ids in the registry, at most `max-models` of them, `other`, `none`"),
    TOKEN_TYPE("gen_ai.token.type", "`input`, `output`"),
    AGENT("gen_ai.agent.name", "the first `max-agent-types` agent types, `other`, `none`"),
    /** Empty without an error, which is the same as absent. */
    ERROR_TYPE("error.type", "failure kinds of calls, error codes of requests, `cancelled`; empty without an error"),
    STREAM("stream", "`true`, `false`"),
    TOKEN_CLASS(
            "token.class",
            "`uncached_input`, `cache_read`, `cache_write_5m`, `cache_write_1h`, `audio_input`, `image_input`, `output`,"
                    + " `audio_output`, `image_output`"),
    OUTCOME("outcome", "`success`, and failure kinds; of evaluations `good`, `low`, `dropped`"),
    RESULT("result", "`hit`, `miss`"),
    STATE("state", "`closed`, `half_open`, `open`"),
    SHORT_PROVIDER("provider", "the providers of the registry"),
    BUDGET("budget", "the names of the first 100 budgets, `other`"),
    ALERT_KIND("kind", "the kinds of alerts");

    /** Value for names beyond a limit. */
    public static final String OTHER = "other";

    /** Value where there is no name. */
    public static final String NONE = "none";

    private final String key;
    private final String bound;

    MetricLabel(String key, String bound) {
        this.key = key;
        this.bound = bound;
    }

    /** Returns the name of the label, with dots. */
    public String key() {
        return key;
    }

    /** Returns the values it may have, for the documentation. */
    public String bound() {
        return bound;
    }
}
