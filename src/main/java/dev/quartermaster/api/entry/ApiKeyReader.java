package dev.quartermaster.api.entry;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the API key of a request. */
final class ApiKeyReader {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private ApiKeyReader() {}

    /**
     * The key of {@code Authorization: Bearer} or {@code x-api-key}, whichever is there; null when neither is.
     *
     * @param basic whether the password of HTTP Basic counts too. Browsers attach that by themselves to every request, so
     *     it must not count where a request changes something.
     */
    static @Nullable String of(MultiMap headers, boolean basic) {
        String authorization = headers.get("authorization");
        if (authorization != null && startsWith(authorization, BEARER)) {
            return authorization.substring(BEARER.length());
        }
        String key = headers.get("x-api-key");
        if (key == null && basic && authorization != null && startsWith(authorization, BASIC)) {
            return password(authorization.substring(BASIC.length()).strip());
        }
        return key;
    }

    private static boolean startsWith(String value, String scheme) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static @Nullable String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null; // not Base64: the same as no key
        }
    }
}
