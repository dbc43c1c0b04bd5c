package dev.quartermaster.domain.embedding;

import java.util.List;

/** One thing to embed. */
public sealed interface EmbeddingInput {

    record Text(String text) implements EmbeddingInput {
        public Text {
            if (text == null) {
                throw new IllegalArgumentException("a text to embed is missing");
            }
        }
    }

    /** Token ids of the model's own tokenizer; only OpenAI takes them. */
    record Tokens(List<Integer> ids) implements EmbeddingInput {
        public Tokens {
            ids = List.copyOf(ids);
        }
    }
}
