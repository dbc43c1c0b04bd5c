package dev.quartermaster.metrics.cloudwatch;

/** The metrics in CloudWatch, with their units there. */
enum CloudWatchMetric {
    MODEL_LATENCY("ModelLatency", "Milliseconds"),
    INPUT_TOKENS("InputTokens", "Count"),
    OUTPUT_TOKENS("OutputTokens", "Count"),
    /** The only one that is told by success too. */
    MODEL_INVOCATIONS("ModelInvocations", "Count"),
    /** In US dollars, for which CloudWatch has no unit. */
    MODEL_COST("ModelCost", "None");

    static final String AGENT_TYPE = "AgentType";
    static final String MODEL_ID = "ModelId";
    static final String SUCCESS = "Success";

    private final String id;
    private final String unit;

    CloudWatchMetric(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    String id() {
        return id;
    }

    String unit() {
        return unit;
    }
}
