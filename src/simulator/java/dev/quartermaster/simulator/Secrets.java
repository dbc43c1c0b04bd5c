package dev.quartermaster.simulator;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps callers' keys out of what the simulator remembers, but for their ends, by which a test tells them apart. */
final class Secrets {

    private static final Set<String> HIDDEN = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "x-amz-security-token",
            "proxy-authorization",
            "cookie");

    private static final Pattern SIGNED_BY = Pattern.compile("Credential=([^/,\\s]+)");
    private static final int SHOWN = 4;

    private Secrets() {}

    /** The caller's key: a bearer token, a key header, or the access key id of a signature; empty when there is none. */
    static String key(MultiMap headers) {
        for (String header : new String[] {"x-api-key", "x-goog-api-key", "api-key"}) {
            if (headers.contains(header)) {
                return headers.get(header);
            }
        }
        String authorization = headers.contains("authorization") ? headers.get("authorization") : "";
        Matcher signature = SIGNED_BY.matcher(authorization);
        if (signature.find()) {
            return signature.group(1);
        }
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7) ? authorization.substring(7) : "";
    }

    /** The last characters of a key; nothing of one so short that they would give it away. */
    static String suffix(String key) {
        return key.length() < 2 * SHOWN ? "" : key.substring(key.length() - SHOWN);
    }

    /** Names in lower case, sorted. */
    static Map<String, String> withoutSecrets(MultiMap headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            shown.put(lower, HIDDEN.contains(lower) ? "(hidden)" : value);
        });
        return shown;
    }
}
