package dev.quartermaster.quality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.quality")
public interface QualityConfig {

    /** Enables the scoring of answers; without it, every answer counts as 1.0. */
    @WithDefault("true")
    boolean enabled();

    /** The score below which an answer is low. */
    @WithDefault("0.7")
    double threshold();

    /** The most answers that are scored in a second behind the answer; the others are counted as passed over. */
    @WithDefault("100")
    int maxPerSecond();

    /** The most answers that wait to be scored; further ones are dropped and counted. */
    @WithDefault("1000")
    int queue();

    /** The number of answers of a model and an agent that are looked at together. */
    @WithDefault("10")
    int lastAnswers();

    /** The number of low ones among them that asks for another model. */
    @WithDefault("3")
    int lowAnswers();

    /** What becomes of an agent whose model gives low answers: {@code recommend} another, or {@code apply} that. */
    @WithName("switch")
    @WithDefault("recommend")
    SwitchMode switchMode();

    /** Scores by callers. */
    FeedbackConfig feedback();

    /** Scores of a sample by a model. */
    JudgeConfig judge();

    /** Consequence of a recommendation. */
    enum SwitchMode {
        RECOMMEND,
        APPLY
    }

    interface FeedbackConfig {

        /** The weight of a caller's score beside that of the rules, which is 1. */
        @WithDefault("3")
        double weight();
    }

    interface JudgeConfig {

        /** The model that judges answers, as a request names it; without one, none is judged. */
        Optional<String> model();

        /** The share of the scored answers that it judges, from 0 to 1. */
        @WithDefault("0.02")
        double share();

        /** The most that its calls may cost in a day (UTC), in USD; 0 for none, not even free ones. */
        @WithDefault("1")
        BigDecimal budgetUsd();

        /** The longest time for a verdict. */
        @WithDefault("30s")
        Duration timeout();

        /** The most tokens of a verdict, reasoning included. */
        @WithDefault("1024")
        int maxTokens();

        /** The weight of its score beside that of the rules, which is 1. */
        @WithDefault("2")
        double weight();

        /** The most verdicts that are waited for at once; further answers are passed over. */
        @WithDefault("2")
        int maxConcurrent();
    }
}
