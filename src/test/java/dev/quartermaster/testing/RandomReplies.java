package dev.quartermaster.testing;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws whole answers of every shape that a provider's adapter makes. */
public final class RandomReplies {

    private static final String LETTERS = "abc äöü 漢字 \"\\{}\n\uD83D\uDE00<>";

    private final RandomGenerator random;

    public RandomReplies(RandomGenerator random) {
        this.random = random;
    }

    public ChatReply next() {
        Dialect dialect = random.nextBoolean() ? Dialect.OPENAI_CHAT : Dialect.GOOGLE_GENERATE;
        List<Choice> choices = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            choices.add(choice(i, dialect));
        }
        Map<String, Object> extra = extra();
        if (random.nextBoolean()) {
            extra.put("usage", Map.of("details", List.of(1, 2L)));
        }
        return new ChatReply(
                dialect, random.nextBoolean() ? null : text(8), "served-" + random.nextInt(3), choices, usage(), extra);
    }

    private Usage usage() {
        long output = random.nextInt(1000);
        return new Usage(
                random.nextInt(1000),
                random.nextInt(10),
                0,
                random.nextInt(3),
                output,
                output / 2,
                0,
                random.nextBoolean());
    }

    private Choice choice(int index, Dialect dialect) {
        List<Part> parts = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            parts.add(part());
        }
        Map<String, Object> extra = extra();
        if (parts.stream().anyMatch(part -> part instanceof Part.Text) && random.nextBoolean()) {
            extra.put("logprobs", Map.of("content", List.of(Map.of("token", text(3), "logprob", -0.25))));
        }
        FinishReason[] reasons = FinishReason.values();
        return new Choice(
                index,
                parts,
                reasons[random.nextInt(reasons.length)],
                random.nextBoolean() ? null : text(2),
                extra,
                dialect == Dialect.OPENAI_CHAT ? extra() : Map.of());
    }

    private Part part() {
        return switch (random.nextInt(6)) {
            case 0 -> new Part.Refusal(text(20), extra());
            case 1 -> new Part.Thinking(text(20), random.nextBoolean() ? null : "seal" + text(3), extra());
            case 2 ->
                new Part.ToolCall("call_" + random.nextInt(), "tool", "{\"a\":" + random.nextInt() + "}", extra());
            case 3 -> new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", Map.of("data", text(5)));
            default -> new Part.Text(text(40), extra());
        };
    }

    private Map<String, Object> extra() {
        Map<String, Object> extra = new LinkedHashMap<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            extra.put("field_" + random.nextInt(50), value(2));
        }
        return extra;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> text(6);
            case 5 -> List.of(String.valueOf(value(depth - 1)), random.nextInt());
            default -> Map.of("inner", String.valueOf(value(depth - 1)));
        };
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(most);
        int[] points = LETTERS.codePoints().toArray();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
