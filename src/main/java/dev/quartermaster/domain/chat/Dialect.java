package dev.quartermaster.domain.chat;

/** A wire format, spoken by callers or by providers. Unknown fields pass between two sides of the same dialect. */
public enum Dialect {
    OPENAI_CHAT,
    OPENAI_RESPONSES,
    OPENAI_EMBEDDINGS,
    ANTHROPIC_MESSAGES,
    GOOGLE_GENERATE,
    OLLAMA_CHAT,
    BEDROCK_CONVERSE
}
