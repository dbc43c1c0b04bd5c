package dev.quartermaster.api.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * The endpoints of the two dialects, as clients append them to their base URL. A request that ends in one of them has
 * been sent by a client of that dialect, even where its base URL is wrong.
 */
enum Endpoint {
    COUNT_TOKENS("/messages/count_tokens", ErrorShape.ANTHROPIC),
    MESSAGES("/messages", ErrorShape.ANTHROPIC),
    CHAT("/chat/completions", ErrorShape.OPENAI),
    RESPONSES("/responses", ErrorShape.OPENAI),
    EMBEDDINGS("/embeddings", ErrorShape.OPENAI);

    private static final String BASE = "/v1";

    private final String path;
    private final ErrorShape shape;

    Endpoint(String path, ErrorShape shape) {
        this.path = path;
        this.shape = shape;
    }

    /** @param path normalised, without the query */
    static Optional<Endpoint> of(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Arrays.stream(values()).filter(one -> plain.endsWith(one.path)).findFirst();
    }

    ErrorShape shape() {
        return shape;
    }

    /** Explains how to reach it to a caller whose base URL leads elsewhere. */
    String advice() {
        String base = shape == ErrorShape.ANTHROPIC
                ? "the address of this service, followed by /v1 only if the client does not append that by itself"
                : "the address of this service followed by /v1";
        return "The endpoint is " + BASE + path + ": set the client's base URL to " + base + ".";
    }
}
