package dev.quartermaster.domain.embedding;

import dev.quartermaster.domain.chat.TokenEstimator;
import java.util.List;

/** One thing to embed. */
public sealed interface EmbeddingInput {

    /** Its size in tokens; of a text, an estimate. */
    long tokens();

    record Text(String text) implements EmbeddingInput {
        public Text {
            if (text == null) {
                throw new IllegalArgumentException("a text to embed is missing");
            }
        }

        @Override
        public long tokens() {
            return TokenEstimator.ofText(text);
        }
    }

    /** Token ids of the model's own tokenizer; only OpenAI takes them. */
    record Tokens(List<Integer> ids) implements EmbeddingInput {
        public Tokens {
            ids = List.copyOf(ids);
        }

        @Override
        public long tokens() {
            return ids.size();
        }
    }
}
