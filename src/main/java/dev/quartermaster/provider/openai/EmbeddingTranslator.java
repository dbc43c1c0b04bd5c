package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads requests for vectors. They are asked for in base64, whatever the caller wants: that is a quarter of
 * the bytes of numbers, and the same bits. A compatible server that answers in numbers all the same is understood.
 */
final class EmbeddingTranslator {

    private EmbeddingTranslator() {}

    static Map<String, Object> body(ProviderCall<EmbeddingRequest> call) {
        EmbeddingRequest request = call.request();
        if (request.purpose() != null) {
            call.unsupported().unsupported("purpose", "this provider's models embed every text in the same way");
        }
        return Fields.with("model", call.model().key().id())
                .set("input", input(request.inputs()))
                .set("dimensions", request.dimensions())
                .set("user", request.user())
                .set("encoding_format", "base64")
                .add(request.extra())
                .map();
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when there is not one vector for each input */
    static EmbeddingReply reply(Wire.Embeddings wire, EmbeddingRequest request) {
        float[][] vectors = new float[request.inputs().size()][];
        List<Wire.Vector> found = wire.data() == null ? List.of() : wire.data();
        for (int i = 0; i < found.size(); i++) {
            int place = found.get(i).index() == null ? i : found.get(i).index();
            if (place < 0 || place >= vectors.length) {
                throw FailureClassifier.unreadable();
            }
            vectors[place] = vector(found.get(i).embedding());
        }
        for (float[] vector : vectors) {
            if (vector == null || vector.length == 0) {
                throw FailureClassifier.unreadable();
            }
        }
        return new EmbeddingReply(wire.model(), List.of(vectors), usage(wire, request));
    }

    private static List<Object> input(List<EmbeddingInput> inputs) {
        List<Object> written = new ArrayList<>(inputs.size());
        for (EmbeddingInput input : inputs) {
            written.add(
                    input instanceof EmbeddingInput.Text text ? text.text() : ((EmbeddingInput.Tokens) input).ids());
        }
        return written;
    }

    private static float[] vector(Object embedding) {
        if (embedding instanceof String packed) {
            return unpacked(packed);
        } else if (!(embedding instanceof List<?> numbers)) {
            throw FailureClassifier.unreadable();
        } else {
            float[] vector = new float[numbers.size()];
            for (int i = 0; i < vector.length; i++) {
                if (!(numbers.get(i) instanceof Number number)) {
                    throw FailureClassifier.unreadable();
                }
                vector[i] = number.floatValue();
            }
            return vector;
        }
    }

    private static float[] unpacked(String packed) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(vector);
            return vector;
        } catch (IllegalArgumentException notBase64) {
            throw FailureClassifier.unreadable();
        }
    }

    private static Usage usage(Wire.Embeddings wire, EmbeddingRequest request) {
        if (wire.usage() != null) {
            return Usage.of(Math.max(0, wire.usage().prompt()), 0);
        }
        return Usage.estimate(request.tokens(), 0);
    }
}
