package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.QuartermasterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Unpacks the lines of an event that a subscription of CloudWatch sends: JSON, compressed, as Base64. */
final class SubscribedLines {

    /** CloudWatch packs a megabyte at the most; what unpacks to more than this is none of its. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private SubscribedLines() {}

    /** @throws QuartermasterException when the event is not of this form */
    static List<String> of(ObjectMapper json, byte[] event) {
        try {
            String data = json.readTree(event).path("awslogs").path("data").asText("");
            JsonNode content = json.readTree(unpacked(Base64.getDecoder().decode(data)));
            List<String> lines = new ArrayList<>();
            // A control message, by which CloudWatch tries the subscription out, has none.
            if (content.path("messageType").asText().equals("DATA_MESSAGE")) {
                content.path("logEvents")
                        .forEach(line -> lines.add(line.path("message").asText("")));
            }
            return lines;
        } catch (IOException | IllegalArgumentException other) {
            throw QuartermasterException.invalid(
                    "awslogs.data", "awslogs.data is not what a subscription of CloudWatch sends.");
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = content.readNBytes(MOST_BYTES);
            if (content.read() >= 0) {
                throw new IOException("too large");
            }
            return bytes;
        }
    }
}
