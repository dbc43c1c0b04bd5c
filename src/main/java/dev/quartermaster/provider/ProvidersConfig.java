package dev.quartermaster.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers by name: the built-in ones, and any number of further ones with a {@code type}. */
@ConfigMapping(prefix = "quartermaster.providers")
public interface ProvidersConfig {

    /** What is set for each name; asking for any other name gives the defaults. */
    @WithParentName
    @WithDefaults
    Map<String, ProviderConfig> providers();

    interface ProviderConfig {
        /** Whether it may be called at all. */
        @WithDefault("true")
        boolean enabled();

        /** The kind of provider; its own name for a built-in one. */
        Optional<String> type();

        /** Where it answers, without a version path ({@code https://api.openai.com}). */
        Optional<String> baseUrl();

        /** A key, read by the key ring; further ones come from the environment. */
        Optional<String> apiKey();

        /** Most calls in flight. */
        @WithDefault("256")
        @Min(1) int maxConcurrent();

        /** Longest wait for a connection. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** Longest wait for a whole answer that is not streamed. */
        @WithDefault("60s")
        Duration timeout();

        /** Longest wait for the first content of a stream. */
        @WithDefault("30s")
        Duration firstTokenTimeout();

        /** Longest silence inside a stream. */
        @WithDefault("30s")
        Duration idleTimeout();

        /**
         * Whether it serves OpenAI's Responses API beside chat completions. {@code openai} does unless this says
         * otherwise; of an {@code openai-compatible} provider it must be said. No other kind asks.
         */
        Optional<Boolean> responses();

        /**
         * Whether its models go on with an answer whose beginning ends the conversation; needed to continue broken
         * streams. Where it is not said: Claude before 4.6 and Ollama's models do.
         */
        Optional<Boolean> prefill();

        /**
         * What this provider's refusals mean where the standard table is wrong: from a status or one of its error codes
         * to a failure kind, followed by {@code transient} where the same call may succeed later
         * ({@code "418": unavailable transient}).
         */
        Map<String, String> failures();

        /**
         * How messages begin by which this provider says, without any code for it, that a prompt was too long for its
         * model; {@code {n}} stands for a number. In place of those that are known of its kind.
         */
        Optional<List<String>> overflowMessages();

        /**
         * The field in which an {@code openai-compatible} provider wants the model's earlier reasoning back, on each turn
         * of the assistant: {@code reasoning_content} for DeepSeek, Kimi and GLM. Where it is not said, reasoning stays
         * here.
         */
        Optional<String> reasoningField();
    }
}
