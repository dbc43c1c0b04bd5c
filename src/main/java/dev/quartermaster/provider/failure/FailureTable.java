package dev.quartermaster.provider.failure;

import dev.quartermaster.domain.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Classifies error responses by HTTP status and the provider's error codes. The first matching rule decides, so rules
 * with a code precede those with a status alone. The message counts in one case only: if status and code say no more
 * than "bad request", {@link OverflowMessages} recognise a prompt that is too long.
 */
public final class FailureTable {

    /**
     * @param isTransient whether the same call may succeed later
     * @param ofModel whether what is said of the key holds for this model alone
     */
    public record Verdict(FailureKind kind, boolean isTransient, boolean ofModel) {

        public Verdict(FailureKind kind, boolean isTransient) {
            this(kind, isTransient, false);
        }
    }

    /**
     * @param status the HTTP status it is for, or 0 for any; 200 stands for an error inside a successful answer
     * @param code one of the provider's error codes, or null for any
     */
    record Rule(int status, @Nullable String code, Verdict verdict) {

        boolean fits(int answered, List<String> codes) {
            return (status == 0 || status == answered) && (code == null || codes.contains(code));
        }
    }

    private static final FailureTable STANDARD = new FailureTable(FailureRules.ALL, OverflowMessages.NONE);

    private static final Verdict OVERFLOW = new Verdict(FailureKind.CONTEXT_WINDOW, false);

    private final List<Rule> rules;
    private final OverflowMessages overflow;

    private FailureTable(List<Rule> rules, OverflowMessages overflow) {
        this.rules = List.copyOf(rules);
        this.overflow = overflow;
    }

    public static FailureTable standard() {
        return STANDARD;
    }

    /**
     * This table with further rules before its own.
     *
     * @param overrides from a status or an error code to a kind, by default permanent: {@code 418} to
     *     {@code unavailable transient}; {@code model} after a kind says that it is of the key at this model alone
     * @throws IllegalArgumentException when a kind is unknown
     */
    public FailureTable with(Map<String, String> overrides) {
        if (overrides.isEmpty()) {
            return this;
        }
        List<Rule> all = new ArrayList<>();
        overrides.forEach((key, meaning) -> all.add(rule(key, meaning)));
        all.addAll(rules);
        return new FailureTable(all, overflow);
    }

    /** This table with the words by which a provider tells that a prompt was too long. */
    public FailureTable with(OverflowMessages words) {
        return new FailureTable(rules, words);
    }

    /**
     * Classifies an error response, also by its message if that alone shows that the prompt was too long.
     *
     * @param message the provider's error message, or null
     */
    public Verdict classify(int status, List<String> codes, @Nullable String message) {
        Verdict verdict = classify(status, codes);
        boolean vague = verdict.kind() == FailureKind.INVALID_REQUEST || verdict.kind() == FailureKind.ERROR;
        return vague && overflow.areIn(message) ? OVERFLOW : verdict;
    }

    /**
     * @param status the HTTP status; 200 for an error inside a successful answer or a stream
     * @param codes the provider's error codes, the most telling first; nulls are passed over
     */
    public Verdict classify(int status, List<String> codes) {
        List<String> known = codes.stream().filter(Objects::nonNull).toList();
        int effective = status == 200 ? statusAmong(known) : status;
        for (Rule rule : rules) {
            if (rule.fits(effective, known)) {
                return rule.verdict();
            }
        }
        return fallback(effective);
    }

    /** Some providers repeat the status they mean as the code of an error that travels inside a 200. */
    private static int statusAmong(List<String> codes) {
        for (String code : codes) {
            if (code.length() == 3 && (code.charAt(0) == '4' || code.charAt(0) == '5') && isNumber(code)) {
                return Integer.parseInt(code);
            }
        }
        return 200;
    }

    private static Verdict fallback(int status) {
        if (status >= 500 || status == 200) {
            return new Verdict(FailureKind.ERROR, true);
        }
        return new Verdict(status >= 400 && status < 500 ? FailureKind.INVALID_REQUEST : FailureKind.ERROR, false);
    }

    private static Rule rule(String key, String meaning) {
        String[] words = meaning.strip().toUpperCase(Locale.ROOT).split("\\s+");
        List<String> further = List.of(words).subList(1, words.length);
        Verdict verdict =
                new Verdict(FailureKind.valueOf(words[0]), further.contains("TRANSIENT"), further.contains("MODEL"));
        return isNumber(key) ? new Rule(Integer.parseInt(key), null, verdict) : new Rule(0, key, verdict);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
