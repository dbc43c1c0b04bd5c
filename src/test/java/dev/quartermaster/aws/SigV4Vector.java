package dev.quartermaster.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One case of the published test suite; its path percent-encoded, as it would be sent. */
record SigV4Vector(
        String name,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        String signature) {

    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String TIMESTAMP = "20150830T123600Z";
    static final String HOST = "example.amazonaws.com";

    static List<SigV4Vector> published() {
        try (var file = SigV4Vector.class.getResourceAsStream("/sigv4/published.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SigV4Vector::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SigV4Vector parse(String line) {
        String[] cells = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : cells[4].split("(?<!\\\\);")) {
            if (!header.isEmpty()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).replace("\\;", ";"));
            }
        }
        byte[] body = cells[5].getBytes(StandardCharsets.UTF_8);
        return new SigV4Vector(cells[0], cells[1], cells[2], cells[3], headers, body, cells[6]);
    }

    boolean hasContentHash() {
        return headers.containsKey("x-amz-content-sha256");
    }

    @Override
    public String toString() {
        return name;
    }
}
