package dev.quartermaster.health;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.health")
public interface HealthConfig {

    /** The pause between two rounds of free probes; those that answered a call meanwhile are skipped. */
    @WithDefault("30s")
    Duration interval();

    /** The longest wait for one probe. */
    @WithDefault("5s")
    Duration probeTimeout();

    /** Consecutive failures that open the circuit of a model or provider. */
    @WithDefault("3")
    @WithConverter(Bounds.Positive.class)
    int failureThreshold();

    /** Pauses of an open circuit: the first, the second in succession, and so on; the last one repeats. */
    @WithDefault("60s,120s,300s")
    List<Duration> backOff();

    /** Time of reduced preference after a recovery; 0 for none. */
    @WithDefault("30s")
    Duration slowStart();

    /** Longest time for a trial call before another one may start. */
    @WithDefault("60s")
    Duration trialTimeout();

    PaidProbe paidProbe();

    /** Probes that cost money: short answers of listed models, for those who want to know before their agents do. */
    interface PaidProbe {

        /** The models to probe; none by default. */
        Optional<List<String>> models();

        /** Time without a call's result after which a model is probed. */
        @WithDefault("1h")
        Duration interval();

        /** Exact daily budget of paid probes, by UTC days; 0 for no paid probes. */
        @WithDefault("0.10")
        @WithConverter(Bounds.NotNegativeDecimal.class)
        BigDecimal budgetUsd();

        /** The longest answer; enough for a model that reasons first. */
        @WithDefault("1024")
        @WithConverter(Bounds.Positive.class)
        int maxTokens();

        /** The longest wait for an answer; a model that takes longer has failed. */
        @WithDefault("60s")
        Duration timeout();

        @WithDefault("Answer with the word: yes")
        String prompt();
    }
}
