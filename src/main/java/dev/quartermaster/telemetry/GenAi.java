package dev.quartermaster.telemetry;

/** Names from the OpenTelemetry conventions for generative AI. They still change: they are used through this class only. */
public final class GenAi {

    /** Histogram in seconds: one call to a model, from sending to the last byte. */
    public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
    /** Histogram in tokens: one call's usage, by {@link #TOKEN_TYPE}. */
    public static final String TOKEN_USAGE = "gen_ai.client.token.usage";

    public static final String OPERATION_NAME = "gen_ai.operation.name";
    public static final String PROVIDER_NAME = "gen_ai.provider.name";
    public static final String REQUEST_MODEL = "gen_ai.request.model";
    /** {@code input} or {@code output}. */
    public static final String TOKEN_TYPE = "gen_ai.token.type";

    private GenAi() {}
}
