package dev.quartermaster.api.error;

/** The form of an error body. The path decides it, so that it is known before any resource is found. */
public enum ErrorShape {
    OPENAI,
    ANTHROPIC,
    PROBLEM;

    /** @param path normalised, without the query */
    public static ErrorShape of(String path) {
        if (path.equals("/v1/messages") || path.startsWith("/v1/messages/")) {
            return ANTHROPIC;
        }
        if (path.equals("/v1") || path.startsWith("/v1/")) {
            return OPENAI;
        }
        return Endpoint.of(path).map(Endpoint::shape).orElse(PROBLEM);
    }
}
