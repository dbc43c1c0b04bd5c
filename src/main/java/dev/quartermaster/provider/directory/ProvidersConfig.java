package dev.quartermaster.provider.directory;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers by name: the built-in ones, and any number of further ones with a {@code type}. */
@ConfigMapping(prefix = "quartermaster.providers")
public interface ProvidersConfig {

    /** Settings by name; any other name has the defaults. */
    @WithParentName
    @WithDefaults
    Map<String, ProviderConfig> providers();

    interface ProviderConfig {
        /** Enables calls to the provider. */
        @WithDefault("true")
        boolean enabled();

        /** The kind of provider; its own name for a built-in one. */
        Optional<String> type();

        /** Base URL without a version path ({@code https://api.openai.com}). */
        Optional<String> baseUrl();

        /** A key, read by the key ring; further ones come from the environment. */
        Optional<String> apiKey();

        /** Most calls in flight. */
        @WithDefault("256")
        @WithConverter(Bounds.Positive.class)
        int maxConcurrent();

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
         * Support of OpenAI's Responses API beside chat completions. {@code openai} has it by default; an {@code
         * openai-compatible} provider must state it. Other kinds ignore it.
         */
        Optional<Boolean> responses();

        /**
         * Support of prefill: the model continues an answer whose beginning ends the conversation, which resuming a
         * broken stream needs. By default Claude before 4.6 and Ollama's models have it.
         */
        Optional<Boolean> prefill();

        /**
         * Overrides of the standard failure table: from a status or an error code to a failure kind, followed by {@code
         * transient} if a retry may succeed ({@code "418": unavailable transient}).
         */
        Map<String, String> failures();

        /**
         * Message prefixes of this provider's "prompt too long" errors that have no code; {@code {n}} stands for a
         * number. They replace the known ones of its kind.
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
