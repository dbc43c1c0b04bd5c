package dev.quartermaster.provider.google;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * Wire records of Google's responses. Parts stay maps, because their kinds are an open set. Fields that are not
 * declared here are kept in {@code extra}.
 */
@RegisterForReflection
final class Wire {

    private Wire() {}

    /** A whole answer, and in the same form each chunk of a streamed one. */
    record Reply(
            List<Candidate> candidates,
            PromptFeedback promptFeedback,
            Tokens usageMetadata,
            String modelVersion,
            String responseId,
            Map<String, Object> error,
            @JsonAnySetter Map<String, Object> extra) {}

    record Candidate(
            Integer index,
            Content content,
            String finishReason,
            Map<String, Object> logprobsResult,
            @JsonAnySetter Map<String, Object> extra) {}

    record Content(String role, List<Map<String, Object>> parts) {}

    record PromptFeedback(String blockReason) {}

    /** The counts that are not zero. The details by modality add up to the count that they belong to. */
    record Tokens(
            long promptTokenCount,
            long cachedContentTokenCount,
            long candidatesTokenCount,
            long toolUsePromptTokenCount,
            long thoughtsTokenCount,
            Long totalTokenCount,
            List<ModalityTokens> promptTokensDetails,
            List<ModalityTokens> cacheTokensDetails,
            List<ModalityTokens> candidatesTokensDetails) {}

    /** @param modality {@code TEXT, IMAGE, AUDIO, VIDEO, DOCUMENT} */
    record ModalityTokens(String modality, long tokenCount) {}

    record Embeddings(List<Vector> embeddings, Tokens usageMetadata) {}

    record Vector(float[] values) {}

    record TokenCount(Long totalTokens) {}
}
