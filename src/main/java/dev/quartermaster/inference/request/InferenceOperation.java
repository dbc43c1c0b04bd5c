package dev.quartermaster.inference.request;

import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import org.jspecify.annotations.Nullable;

/** An operation that a request asks of a model, with the properties that planning, limits and the ledger need. */
public sealed interface InferenceOperation {

    /** The wire format it came in. */
    Dialect dialect();

    /** Returns true if the result is streamed. */
    boolean stream();

    /** The prompt's size, estimated once; who needs it later is told the same number. */
    long promptTokens();

    /** The most tokens that may come back; null where that was left open. */
    @Nullable Long mostAnswerTokens();

    /** How many answers are generated; 0 where nothing is. */
    int answers();

    /** The most tokens of each answer; null where that was left open. */
    @Nullable Long mostTokensEach();

    /** The service tier that is asked for; null for the standard one. */
    default @Nullable RequestedTier requestedTier() {
        return null;
    }

    /** Returns the operation name of OpenTelemetry's GenAI conventions. */
    String operation();

    /** @throws IllegalStateException when it asks for something else */
    default ChatRequest chat() {
        throw new IllegalStateException("this request asks for " + operation());
    }

    /** @throws IllegalStateException when it asks for something else */
    default EmbeddingRequest embedding() {
        throw new IllegalStateException("this request asks for " + operation());
    }

    /**
     * An answer in a conversation.
     *
     * @param promptTokens what {@link TokenEstimator} makes of the prompt
     */
    record Answer(ChatRequest request, long promptTokens) implements InferenceOperation {

        public Answer(ChatRequest request) {
            this(request, TokenEstimator.ofPrompt(request));
        }

        /** The same prompt in other words, such as files in the place of links: its size stays as it was measured. */
        public Answer reworded(ChatRequest other) {
            return other == request ? this : new Answer(other, promptTokens);
        }

        @Override
        public Dialect dialect() {
            return request.dialect();
        }

        @Override
        public boolean stream() {
            return request.stream();
        }

        @Override
        public @Nullable Long mostAnswerTokens() {
            Long each = mostTokensEach();
            return each == null ? null : Long.valueOf(each * answers());
        }

        @Override
        public int answers() {
            Integer answers = request.options().n();
            return answers == null ? 1 : answers;
        }

        @Override
        public @Nullable RequestedTier requestedTier() {
            return RequestedTier.of(request);
        }

        @Override
        public @Nullable Long mostTokensEach() {
            Integer most = request.options().maxTokens();
            return most == null ? null : most.longValue();
        }

        @Override
        public String operation() {
            return "chat";
        }

        @Override
        public ChatRequest chat() {
            return request;
        }
    }

    /** Vectors of texts. */
    record Vectors(EmbeddingRequest request, long promptTokens) implements InferenceOperation {

        public Vectors(EmbeddingRequest request) {
            this(request, request.tokens());
        }

        @Override
        public Dialect dialect() {
            return Dialect.OPENAI_EMBEDDINGS;
        }

        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public Long mostAnswerTokens() {
            return 0L;
        }

        @Override
        public int answers() {
            return 0;
        }

        @Override
        public Long mostTokensEach() {
            return 0L;
        }

        @Override
        public String operation() {
            return "embeddings";
        }

        @Override
        public EmbeddingRequest embedding() {
            return request;
        }
    }
}
