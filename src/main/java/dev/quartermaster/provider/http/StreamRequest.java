package dev.quartermaster.provider.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP request of a streamed answer.
 *
 * @param url absolute, with its path encoded already
 * @param mediaType the required media type of the response; any other type is read as an error body. Null for any
 */
public record StreamRequest(
        String url,
        Map<String, String> headers,
        byte[] body,
        @Nullable String mediaType) {}
