package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes vectors as the dialect's list: as numbers, or as base64 of little-endian 32-bit floats. */
final class EmbeddingsWriter {

    private final ObjectMapper json;

    EmbeddingsWriter(ObjectMapper json) {
        this.json = json;
    }

    /** @param model the name to show where the provider does not say which model served */
    ObjectNode write(EmbeddingReply reply, @Nullable Encoding encoding, String model) {
        ObjectNode node = json.createObjectNode().put("object", "list");
        ArrayNode data = node.putArray("data");
        for (float[] vector : reply.vectors()) {
            ObjectNode entry =
                    json.createObjectNode().put("object", "embedding").put("index", data.size());
            if (encoding == Encoding.BASE64) {
                entry.put("embedding", base64(vector));
            } else {
                numbers(entry.putArray("embedding"), vector);
            }
            data.add(entry);
        }
        node.put("model", reply.servedModel() == null ? model : reply.servedModel());
        node.putObject("usage")
                .put("prompt_tokens", reply.usage().promptTokens())
                .put("total_tokens", reply.usage().totalTokens());
        return node;
    }

    private static void numbers(ArrayNode list, float[] vector) {
        for (float number : vector) {
            list.add(number);
        }
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
