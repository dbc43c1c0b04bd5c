package dev.quartermaster.provider.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP request to a provider.
 *
 * @param url absolute, with its path encoded already: it goes out byte for byte, as a signature may cover it
 * @param mediaType the required media type of a streamed response; any other type is read as an error body. Null for any
 */
public record ProviderRequest(
        HttpMethod method,
        String url,
        Map<String, String> headers,
        byte[] body,
        @Nullable String mediaType) {

    private static final byte[] NOTHING = {};

    /** Makes a request whose answer is read whole. */
    public static ProviderRequest post(String url, Map<String, String> headers, byte[] body) {
        return new ProviderRequest(HttpMethod.POST, url, headers, body, null);
    }

    /**
     * Makes a request whose answer is a stream.
     *
     * @param mediaType the required media type of the response; null for any
     */
    public static ProviderRequest stream(
            String url, Map<String, String> headers, byte[] body, @Nullable String mediaType) {
        return new ProviderRequest(HttpMethod.POST, url, headers, body, mediaType);
    }

    /** Makes a request without a body. */
    public static ProviderRequest get(String url, Map<String, String> headers) {
        return new ProviderRequest(HttpMethod.GET, url, headers, NOTHING, null);
    }

    RequestOptions options() {
        MultiMap all = HttpHeaders.headers();
        headers.forEach(all::add);
        // Not setAbsoluteURI: it parses with java.net.URL, behind a lock that all requests would share.
        URI target = URI.create(url);
        boolean ssl = "https".equalsIgnoreCase(target.getScheme());
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return new RequestOptions()
                .setMethod(method)
                .setSsl(ssl)
                .setHost(target.getHost())
                .setPort(target.getPort() >= 0 ? target.getPort() : ssl ? 443 : 80)
                .setURI(target.getRawQuery() == null ? path : path + "?" + target.getRawQuery())
                .setHeaders(all);
    }
}
