package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts the path and the parameters of an event together to the target of the request that they were taken from. */
final class Targets {

    private Targets() {}

    /** Characters that a path may hold as they are, besides letters and digits. */
    private static final String PLAIN = "/-._~!$&'()*+,;=:@";

    /** Some events hold the path decoded and some as it came: what cannot stand in a path is encoded, and nothing twice. */
    static String path(String path) {
        StringBuilder safe = new StringBuilder(path.length());
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            char letter = (char) (bytes[at] & 0xFF);
            boolean plain = letter < 128 && (Character.isLetterOrDigit(letter) || PLAIN.indexOf(letter) >= 0);
            if (plain || (letter == '%' && isHex(bytes, at + 1) && isHex(bytes, at + 2))) {
                safe.append(letter);
            } else {
                safe.append(String.format("%%%02X", (int) letter));
            }
        }
        return safe.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit((char) bytes[at], 16) >= 0;
    }

    /** @param decoded whether they are plain text: API Gateway decodes them, a load balancer leaves them as they came */
    static String query(JsonNode event, boolean decoded) {
        List<String> pairs = new ArrayList<>();
        JsonNode several = event.path("multiValueQueryStringParameters");
        if (several.isObject()) {
            several.properties().forEach(parameter -> parameter
                    .getValue()
                    .forEach(value -> pairs.add(pair(parameter.getKey(), value.asText(""), decoded))));
        } else {
            event.path("queryStringParameters")
                    .properties()
                    .forEach(parameter -> pairs.add(
                            pair(parameter.getKey(), parameter.getValue().asText(""), decoded)));
        }
        return String.join("&", pairs);
    }

    private static String pair(String name, String value, boolean decoded) {
        return decoded
                ? URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8)
                : name + "=" + value;
    }
}
