package dev.quartermaster.aws;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the signature of a request as a service of AWS does. */
public final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\\w+)");

    private SignatureCheck() {}

    /** @param headers as they arrived, by names of any case */
    public static boolean isSigned(
            String secret, String service, String method, String path, Map<String, String> headers, String body) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        Matcher given = AUTHORIZATION.matcher(byName.getOrDefault("authorization", ""));
        if (!given.matches() || !given.group(3).equals(service)) {
            return false;
        }
        Map<String, String> signed = new TreeMap<>();
        Arrays.stream(given.group(4).split(";")).forEach(name -> signed.put(name, byName.getOrDefault(name, "")));
        String expected = new PublishedSignature(secret, byName.get("x-amz-date"), given.group(2), service)
                .of(method, path, "", signed, body.getBytes(StandardCharsets.UTF_8));
        return expected.equals(given.group(5));
    }
}
