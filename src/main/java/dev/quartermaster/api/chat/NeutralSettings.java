package dev.quartermaster.api.chat;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops the settings of a request that ask for what happens in any case. Client libraries send them with every request,
 * and providers that do not know a field refuse it whatever it asks for.
 */
public final class NeutralSettings {

    /** The values that say no more than the field's absence. Null, empty text and empty lists and objects never do. */
    private static final Map<String, Set<Object>> VALUES = Map.ofEntries(
            Map.entry("modalities", Set.of(List.of("text"))),
            Map.entry("function_call", Set.of("none", "auto")),
            Map.entry("verbosity", Set.of("medium")),
            Map.entry("truncation", Set.of("disabled")),
            Map.entry("background", Set.of(false)),
            Map.entry("store", Set.of(false)),
            Map.entry("echo", Set.of(false)),
            Map.entry("best_of", Set.of(1)));

    /** Objects of which each field counts by itself. */
    private static final Set<String> SETTINGS = Set.of("text", "reasoning", "output_config", "stream_options");

    private NeutralSettings() {}

    /** The request without them. */
    public static ChatRequest dropped(ChatRequest chat) {
        boolean tools = !chat.tools().isEmpty();
        return new ChatRequest(
                chat.dialect(),
                chat.fieldPaths(),
                chat.messages(),
                options(chat.options()),
                chat.tools(),
                tools || demandsTool(chat.toolChoice()) ? chat.toolChoice() : null,
                tools && !Boolean.TRUE.equals(chat.parallelToolCalls()) ? chat.parallelToolCalls() : null,
                isPlainText(chat.responseFormat()) ? null : chat.responseFormat(),
                chat.stream(),
                stated(chat.extra()));
    }

    /** The fields that say something. */
    public static Map<String, Object> stated(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> stated = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Object kept = SETTINGS.contains(name) && value instanceof Map<?, ?> settings ? each(settings) : value;
            if (!saysNothing(name, kept)) {
                stated.put(name, kept);
            }
        });
        return stated;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> each(Map<?, ?> settings) {
        return stated((Map<String, Object>) settings);
    }

    private static boolean saysNothing(String name, Object value) {
        return value == null
                || value.equals("")
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || VALUES.getOrDefault(name, Set.of()).contains(value);
    }

    private static Options options(Options said) {
        boolean logprobs = Boolean.TRUE.equals(said.logprobs());
        Integer top = said.topLogprobs();
        return new Options(
                said.maxTokens(),
                said.temperature(),
                said.topP(),
                said.topK(),
                said.stop().isEmpty()
                        ? said.stop()
                        : said.stop().stream().filter(text -> !text.isEmpty()).toList(),
                said.seed(),
                Objects.equals(said.n(), 1) ? null : said.n(),
                isZero(said.presencePenalty()) ? null : said.presencePenalty(),
                isZero(said.frequencyPenalty()) ? null : said.frequencyPenalty(),
                logprobs ? said.logprobs() : null,
                top != null && top == 0 && !logprobs ? null : top,
                blank(said.reasoningEffort()),
                said.thinkingBudget(),
                blank(said.user()));
    }

    private static boolean isZero(@Nullable Double penalty) {
        return penalty != null && penalty == 0;
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static boolean demandsTool(@Nullable ToolChoice choice) {
        return choice != null && choice.mode() != ToolChoice.Mode.AUTO && choice.mode() != ToolChoice.Mode.NONE;
    }

    private static boolean isPlainText(@Nullable ResponseFormat format) {
        return format != null
                && format.kind() == ResponseFormat.Kind.TEXT
                && format.extra().isEmpty();
    }
}
