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

    /** The values that mean the same as the field's absence, as null, empty text and empty lists and objects always do. */
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
                (tools && !Boolean.TRUE.equals(chat.parallelToolCalls())) ? chat.parallelToolCalls() : null,
                isPlainText(chat.responseFormat()) ? null : chat.responseFormat(),
                chat.stream(),
                stated(chat.extra()));
    }

    /** The fields that are not neutral. */
    public static Map<String, Object> stated(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> stated = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Object kept = SETTINGS.contains(name) && value instanceof Map<?, ?> settings ? each(settings) : value;
            if (!isNeutral(name, kept)) {
                stated.put(name, kept);
            }
        });
        return stated;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> each(Map<?, ?> settings) {
        return stated((Map<String, Object>) settings);
    }

    private static boolean isNeutral(String name, Object value) {
        return value == null
                || value.equals("")
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || VALUES.getOrDefault(name, Set.of()).contains(value);
    }

    private static Options options(Options given) {
        boolean logprobs = Boolean.TRUE.equals(given.logprobs());
        Integer top = given.topLogprobs();
        return new Options(
                given.maxTokens(),
                given.temperature(),
                given.topP(),
                given.topK(),
                given.stop().isEmpty()
                        ? given.stop()
                        : given.stop().stream().filter(text -> !text.isEmpty()).toList(),
                given.seed(),
                Objects.equals(given.n(), 1) ? null : given.n(),
                isZero(given.presencePenalty()) ? null : given.presencePenalty(),
                isZero(given.frequencyPenalty()) ? null : given.frequencyPenalty(),
                logprobs ? given.logprobs() : null,
                top != null && top == 0 && !logprobs ? null : top,
                blank(given.reasoningEffort()),
                given.thinkingBudget(),
                blank(given.user()));
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
