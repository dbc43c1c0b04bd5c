package dev.quartermaster.api.error;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words the overflow of the context window as Anthropic does: {@code prompt is too long: 210000 tokens >
 * 200000 maximum}. Clients of its dialect know an overflow by these words alone, and shorten the conversation.
 */
final class PromptTooLong {

    private static final String WORDS = "prompt is too long";

    /** Where the list of attempts begins, whose numbers are none of tokens. */
    private static final Pattern ATTEMPTS = Pattern.compile(" \\(\\d+ attempts: ");

    private static final Pattern COUNT =
            Pattern.compile("(?<![\\w.-])\\d{1,3}(?:,\\d{3})+(?![\\w-])|(?<![\\w.-])\\d{3,}(?![\\w-])");

    private PromptTooLong() {}

    /** @param message the overflow in anybody's words */
    static String message(String message) {
        if (message.startsWith(WORDS)) {
            return message;
        }
        String plain = ATTEMPTS.split(message, 2)[0];
        List<Long> counts = counts(plain);
        // The two are the limit and what went beyond it, in either order; anything else is not told by numbers alone.
        if (plain.contains("+") || counts.size() < 2 || counts.get(0).equals(counts.get(1))) {
            return WORDS + ": " + message;
        }
        long tokens = Math.max(counts.get(0), counts.get(1));
        long limit = Math.min(counts.get(0), counts.get(1));
        return WORDS + ": " + tokens + " tokens > " + limit + " maximum; " + message;
    }

    private static List<Long> counts(String text) {
        List<Long> counts = new ArrayList<>();
        Matcher found = COUNT.matcher(text);
        while (found.find() && found.group().length() < 16) {
            counts.add(Long.parseLong(found.group().replace(",", "")));
        }
        return counts;
    }
}
