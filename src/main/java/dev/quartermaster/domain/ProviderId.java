package dev.quartermaster.domain;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's canonical name: lower case, as it stands in configuration keys and qualified model ids. */
public record ProviderId(String value) implements Comparable<ProviderId> {

    // First, because the constants below are checked against it.
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    public static final ProviderId OPENAI = new ProviderId("openai");
    public static final ProviderId ANTHROPIC = new ProviderId("anthropic");
    public static final ProviderId GOOGLE = new ProviderId("google");
    public static final ProviderId OLLAMA = new ProviderId("ollama");
    public static final ProviderId BEDROCK = new ProviderId("bedrock");

    /** Other names that users and public data sets give to the same providers. */
    private static final Map<String, ProviderId> ALIASES = Map.ofEntries(
            Map.entry("gpt", OPENAI),
            Map.entry("open-ai", OPENAI),
            Map.entry("claude", ANTHROPIC),
            Map.entry("gemini", GOOGLE),
            Map.entry("google-ai", GOOGLE),
            Map.entry("google-ai-studio", GOOGLE),
            Map.entry("ollama-cloud", OLLAMA),
            Map.entry("ollama_chat", OLLAMA),
            Map.entry("amazon-bedrock", BEDROCK),
            Map.entry("aws-bedrock", BEDROCK),
            Map.entry("bedrock_converse", BEDROCK),
            Map.entry("aws", BEDROCK));

    public ProviderId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a provider name: " + value);
        }
    }

    /** The canonical provider for a name or one of its aliases, in any case. */
    public static ProviderId of(@Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("a provider name is missing");
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        ProviderId known = ALIASES.get(lower);
        return known == null ? new ProviderId(lower) : known;
    }

    @Override
    public int compareTo(ProviderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof ProviderId that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
