package dev.quartermaster.quality;

import dev.quartermaster.domain.LruMap;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.quality.scoring.QualityScore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the last scores of each model and agent, and tells when too many of them are low. Safe for any thread. */
public final class RecentScores {

    private static final int MOST_PAIRS = 5_000;

    /** A selection costs as much as scoring some answers, and its outcome hardly changes from one answer to the next. */
    private static final Duration ADVICE_HOLDS = Duration.ofSeconds(30);

    private final int last;
    private final int lows;
    private final double threshold;
    private final Map<ScoredPair, Deque<QualityScore>> scores = new LruMap<>(MOST_PAIRS);
    private final Map<ScoredPair, Advice> advised = new LruMap<>(MOST_PAIRS);

    RecentScores(QualityConfig config) {
        this(config.lastAnswers(), config.lowAnswers(), config.threshold());
    }

    RecentScores(int last, int lows, double threshold) {
        this.last = last;
        this.lows = lows;
        this.threshold = threshold;
    }

    /**
     * Sum of the last scores of a model and an agent.
     *
     * @param answers how many were looked at
     * @param low how many of them are low
     * @param findings what was found in the low ones, the most frequent first
     */
    public record LowAnswers(int answers, int low, List<QualityFinding> findings) {}

    /** The next best model when too many answers were low. */
    private record Advice(@Nullable ModelKey model, double suitability, Instant since, Instant renewed) {}

    /**
     * Adds a score; returns what the last ones come to if too many are low and this one is, else null. What was advised is
     * forgotten when no longer too many are low.
     */
    public synchronized @Nullable LowAnswers add(ScoredPair pair, QualityScore score) {
        Deque<QualityScore> own = scores.computeIfAbsent(pair, any -> new ArrayDeque<>(last));
        own.addLast(score);
        if (own.size() > last) {
            own.removeFirst();
        }
        if (isGood(own)) {
            advised.remove(pair);
            return null;
        }
        return score.isLow(threshold) ? sum(own) : null;
    }

    private boolean isGood(Deque<QualityScore> own) {
        int low = 0;
        for (QualityScore score : own) {
            low += score.isLow(threshold) ? 1 : 0;
        }
        return low < lows;
    }

    /** Returns whether a model is to be advised: none was yet, or not of late. */
    public synchronized boolean isAdviceDue(ScoredPair pair, Instant now) {
        Advice before = advised.get(pair);
        return before == null || !now.isBefore(before.renewed().plus(ADVICE_HOLDS));
    }

    /**
     * Another model is advised, from the time of the first such advice until fewer answers are low.
     *
     * @param model null when no other can answer
     * @param suitability its score in that selection; 0 without one
     */
    public synchronized void advise(ScoredPair pair, @Nullable ModelKey model, double suitability, Instant now) {
        Advice before = advised.get(pair);
        advised.put(pair, new Advice(model, suitability, before == null ? now : before.since(), now));
    }

    /** Forgets the scores of a model and an agent: the agent has another model now. */
    public synchronized void forget(ScoredPair pair) {
        scores.remove(pair);
        advised.remove(pair);
    }

    /** Returns what is advised to an agent type, one for each model that gives it too many low answers. */
    public synchronized List<SwitchRecommendation> recommendations(String agentType) {
        List<SwitchRecommendation> found = new ArrayList<>(1);
        advised.forEach((pair, advice) -> {
            if (agentType.equals(pair.agentType())) {
                found.add(new SwitchRecommendation(
                        pair.model(),
                        advice.model(),
                        advice.suitability(),
                        sum(scores.getOrDefault(pair, new ArrayDeque<>())),
                        advice.since()));
            }
        });
        return found;
    }

    /** Returns what the last scores of each model and agent come to. */
    public synchronized Map<ScoredPair, LowAnswers> all() {
        Map<ScoredPair, LowAnswers> all = new LinkedHashMap<>();
        scores.forEach((pair, own) -> all.put(pair, sum(own)));
        return all;
    }

    private LowAnswers sum(Deque<QualityScore> own) {
        List<QualityScore> low =
                own.stream().filter(score -> score.isLow(threshold)).toList();
        Map<QualityFinding, Long> counts = low.stream()
                .flatMap(score -> score.findings().stream())
                .collect(Collectors.groupingBy(finding -> finding, Collectors.counting()));
        List<QualityFinding> findings = counts.entrySet().stream()
                .sorted(Map.Entry.<QualityFinding, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new LowAnswers(own.size(), low.size(), findings);
    }
}
