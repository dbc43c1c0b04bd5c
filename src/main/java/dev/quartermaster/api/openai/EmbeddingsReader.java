package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request for vectors; what it does not know it carries along. */
final class EmbeddingsReader {

    private static final String INPUT = "input";
    private static final String KINDS = "a string, an array of strings, or an array of token ids";

    private EmbeddingsReader() {}

    /**
     * A request for vectors as read.
     *
     * @param hints the caller's {@code quartermaster} object, or null
     */
    record Body(
            String model,
            EmbeddingRequest request,
            @Nullable JsonFields hints) {}

    /** @throws QuartermasterException naming the field that cannot be read */
    static Body read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        JsonNode input = fields.required(INPUT, fields.take(INPUT));
        EmbeddingRequest request = new EmbeddingRequest(
                inputs(input),
                fields.count("dimensions", 1),
                encoding(fields.text("encoding_format")),
                null,
                blank(fields.text("user")),
                NeutralSettings.stated(fields.rest()));
        return new Body(model, request, hints);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Encoding encoding(@Nullable String word) {
        if (word == null || word.equals("float")) {
            return Encoding.FLOAT;
        } else if (word.equals("base64")) {
            return Encoding.BASE64;
        }
        throw QuartermasterException.invalid("encoding_format", "'encoding_format' must be float or base64");
    }

    private static List<EmbeddingInput> inputs(JsonNode input) {
        if (input.isTextual()) {
            return List.of(text(input, INPUT));
        } else if (!input.isArray()) {
            throw JsonFields.wrong(INPUT, KINDS, input);
        } else if (input.isEmpty()) {
            throw QuartermasterException.invalid(INPUT, "'input' must hold at least one text");
        } else if (input.get(0).isNumber()) {
            return List.of(tokens(input, INPUT));
        }
        List<EmbeddingInput> inputs = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            String path = INPUT + "[" + i + "]";
            inputs.add(input.get(i).isArray() ? tokens(input.get(i), path) : text(input.get(i), path));
        }
        return inputs;
    }

    private static EmbeddingInput text(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw JsonFields.wrong(path, "a string or an array of token ids", node);
        } else if (node.textValue().isEmpty()) {
            throw QuartermasterException.invalid(path, "'" + path + "' must not be empty");
        }
        return new EmbeddingInput.Text(node.textValue());
    }

    private static EmbeddingInput tokens(JsonNode node, String path) {
        List<Integer> ids = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isIntegralNumber() || !node.get(i).canConvertToInt()) {
                throw JsonFields.wrong(path + "[" + i + "]", "a token id", node.get(i));
            }
            ids.add(node.get(i).intValue());
        }
        if (ids.isEmpty()) {
            throw QuartermasterException.invalid(path, "'" + path + "' must not be empty");
        }
        return new EmbeddingInput.Tokens(ids);
    }
}
