package dev.quartermaster.domain.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Range of a model's reasoning settings. A model takes efforts, a token budget, or both.
 *
 * @param efforts the words it takes, weakest first; empty where it takes none or they are unknown
 * @param minBudget the least reasoning tokens that can be asked for, if any at all; null where unknown
 * @param maxBudget the most reasoning tokens that can be asked for; null where unknown
 * @param canBeOff whether it can answer without reasoning; null where unknown
 */
public record ReasoningRange(
        List<String> efforts,
        @Nullable Integer minBudget,
        @Nullable Integer maxBudget,
        @Nullable Boolean canBeOff) {

    /** All words for an effort, weakest first. */
    private static final List<String> SCALE = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    public static final ReasoningRange UNKNOWN = new ReasoningRange(List.of(), null, null, null);

    public ReasoningRange {
        efforts = List.copyOf(efforts);
        if (minBudget != null && maxBudget != null && minBudget > maxBudget) {
            throw new IllegalArgumentException("reasoning.min_budget_tokens must not be above max_budget_tokens");
        }
    }

    /** The budget, held to what the model takes. 0 (off) stays 0 unless it is known that reasoning cannot be off. */
    public int held(int budget) {
        if (budget == 0 && !Boolean.FALSE.equals(canBeOff)) {
            return 0;
        }
        int least = minBudget == null ? budget : Math.max(budget, minBudget);
        return maxBudget == null ? least : Math.min(least, maxBudget);
    }

    /**
     * The model's word that comes nearest to an effort: the same, else the next weaker one, else the next stronger one.
     * A word that is not on the scale stays as it is, and so does any where the model's words are unknown.
     */
    public String nearest(String effort) {
        int wanted = SCALE.indexOf(effort);
        if (wanted < 0 || efforts.isEmpty() || efforts.contains(effort)) {
            return effort;
        }
        String weaker = null;
        String stronger = null;
        for (String word : efforts) {
            int place = SCALE.indexOf(word);
            if (place >= 0 && place < wanted && (weaker == null || place > SCALE.indexOf(weaker))) {
                weaker = word;
            } else if (place > wanted && (stronger == null || place < SCALE.indexOf(stronger))) {
                stronger = word;
            }
        }
        // "none" is no weaker effort: it would switch off what was asked for.
        if (weaker != null && !weaker.equals("none")) {
            return weaker;
        }
        if (stronger != null) {
            return stronger;
        }
        return weaker == null ? effort : weaker;
    }
}
