package dev.quartermaster.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 written from its specification, independently of any SDK. Checked against the published vectors,
 * it tells what the signature of requests must be that have no vector, or that carry headers the vectors do not.
 */
final class PublishedSignature {

    private static final HexFormat HEX = HexFormat.of();

    private final String secret;
    private final String timestamp;
    private final String scope;

    PublishedSignature(String secret, String timestamp, String region, String service) {
        this.secret = secret;
        this.timestamp = timestamp;
        this.scope = String.join("/", timestamp.substring(0, 8), region, service, "aws4_request");
    }

    /** @param headers all headers to be signed, host and date among them */
    String of(String method, String path, String query, Map<String, String> headers, byte[] body) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach(
                (name, value) -> signed.put(name.toLowerCase(), value.strip().replaceAll(" +", " ")));
        String canonical = String.join(
                "\n",
                method,
                canonicalPath(path),
                Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&")),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining()),
                String.join(";", signed.keySet()),
                sha256(body));
        String text = String.join(
                "\n", "AWS4-HMAC-SHA256", timestamp, scope, sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        return HEX.formatHex(hmac(signingKey(), text));
    }

    /** Normalised, then every byte that is not unreserved encoded: of a path that is encoded already, once more. */
    private static String canonicalPath(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : path.replace("/./", "/").getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = octet > 0 && (Character.isLetterOrDigit(character) || "-._~/".indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        return encoded.toString();
    }

    private byte[] signingKey() {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String step : scope.split("/")) {
            key = hmac(key, step);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
