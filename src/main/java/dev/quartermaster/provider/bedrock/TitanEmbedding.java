package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Fields;
import java.util.List;
import java.util.Map;

/**
 * Amazon Titan's text embeddings: one text a call.
 *
 * @param sized whether the length of its vectors can be chosen; version 1 has one length only
 */
record TitanEmbedding(boolean sized) implements EmbeddingModel {

    private static final String TEXT = "inputText";

    @Override
    public List<Map<String, Object>> bodies(EmbeddingRequest request, UnsupportedFieldPolicy unsupported) {
        Integer dimensions = request.dimensions();
        if (dimensions != null && !sized) {
            unsupported.unsupported("dimensions", "this model's vectors have one length only");
        }
        return EmbeddingModel.texts(request).stream()
                .map(text -> Fields.with(TEXT, text)
                        .set("dimensions", sized ? dimensions : null)
                        .map())
                .toList();
    }

    @Override
    public long characters(Map<String, Object> body) {
        return body.get(TEXT).toString().length();
    }

    @Override
    public List<float[]> vectors(JsonNode reply) {
        return List.of(EmbeddingModel.vector(reply.path("embedding")));
    }

    @Override
    public long tokens(JsonNode reply) {
        return reply.path("inputTextTokenCount").asLong(-1);
    }
}
