package dev.quartermaster.quality;

import dev.quartermaster.quality.QualityConfig.JudgeConfig;

/** Checks the settings of quality at the start. */
final class QualityRules {

    private QualityRules() {}

    static void check(QualityConfig config) {
        share("threshold", config.threshold());
        require(config.maxPerSecond() >= 0, "max-per-second must not be negative");
        require(config.queue() > 0, "queue must be positive");
        require(config.lastAnswers() > 0, "last-answers must be positive");
        require(
                config.lowAnswers() > 0 && config.lowAnswers() <= config.lastAnswers(),
                "low-answers must be from 1 to last-answers");
        require(config.feedback().weight() > 0, "feedback.weight must be positive");
        JudgeConfig judge = config.judge();
        share("judge.share", judge.share());
        require(judge.budgetUsd().signum() >= 0, "judge.budget-usd must not be negative");
        require(judge.weight() > 0, "judge.weight must be positive");
        require(judge.maxTokens() > 0, "judge.max-tokens must be positive");
        require(judge.maxConcurrent() > 0, "judge.max-concurrent must be positive");
        require(judge.timeout().toMillis() > 0, "judge.timeout must be positive");
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key + " is from 0 to 1");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("quartermaster.quality: " + otherwise);
        }
    }
}
