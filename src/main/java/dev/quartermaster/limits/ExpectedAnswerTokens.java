package dev.quartermaster.limits;

import dev.quartermaster.domain.ModelKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Expects how many tokens an answer will take before it is there: as many as its request allows, else what the model's
 * last answers took on average, else what is assumed of anybody.
 */
@ApplicationScoped
public class ExpectedAnswerTokens {

    /** Later answers weigh as the last of so many, so that the mean follows a change of use. */
    private static final int MEMORY = 50;

    private final long assumed;
    private final Map<ModelKey, Mean> means = new ConcurrentHashMap<>();

    private record Mean(int count, double tokens) {

        private Mean and(double observed) {
            int counted = Math.min(count + 1, MEMORY);
            return new Mean(counted, tokens + (observed - tokens) / counted);
        }
    }

    @Inject
    ExpectedAnswerTokens(LimitsConfig config) {
        this(config.assumedOutputTokens());
    }

    /** @param assumed of a model that nothing is known of */
    public ExpectedAnswerTokens(long assumed) {
        this.assumed = assumed;
    }

    /** @param allowed the most that the request allows; null where it leaves that open */
    public long expected(ModelKey model, @Nullable Long allowed) {
        if (allowed != null) {
            return allowed;
        }
        Mean mean = means.get(model);
        return mean == null ? assumed : (long) Math.ceil(mean.tokens());
    }

    /** The same of a request whose model is not chosen yet. */
    public long expected(@Nullable Long allowed) {
        return allowed == null ? assumed : allowed;
    }

    /** An answer of the model took so many tokens. */
    public void observed(ModelKey model, long tokens) {
        if (tokens > 0) {
            means.merge(model, new Mean(1, tokens), (known, one) -> known.and(one.tokens()));
        }
    }
}
