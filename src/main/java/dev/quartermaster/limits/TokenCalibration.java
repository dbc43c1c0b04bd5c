package dev.quartermaster.limits;

import dev.quartermaster.domain.ProviderId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns the error of the {@link TokenEstimator} for each provider from reported usage. The factor is a mean of ratios
 * on a logarithmic scale, so that twice and half as many tokens weigh the same; a single outlier changes it little.
 */
@ApplicationScoped
public class TokenCalibration {

    /** With fewer the estimate stays as it is. */
    private static final int LEAST_OBSERVATIONS = 20;

    /** Later ones weigh as the last of so many, so that the factor follows a provider that counts anew. */
    private static final int MEMORY = 200;

    private static final double FURTHEST = Math.log(4);
    private static final double STEPS = 100;

    private final Map<ProviderId, Ratio> ratios = new ConcurrentHashMap<>();

    private record Ratio(int count, double mean) {

        private Ratio and(double observed) {
            int counted = Math.min(count + 1, MEMORY);
            return new Ratio(counted, mean + (observed - mean) / counted);
        }
    }

    /**
     * Returns the factor for estimates of this provider: from 0.25 to 4, in steps of 0.01; 1 while there is too little
     * data.
     */
    public double factor(ProviderId provider) {
        Ratio ratio = ratios.get(provider);
        if (ratio == null || ratio.count() < LEAST_OBSERVATIONS) {
            return 1;
        }
        return Math.rint(Math.exp(ratio.mean()) * STEPS) / STEPS;
    }

    /** The estimate, corrected. */
    public long corrected(ProviderId provider, long estimated) {
        double factor = factor(provider);
        return factor == 1 ? estimated : Math.round(estimated * factor);
    }

    /**
     * A provider counted {@code actual} tokens where {@code estimated} were expected. One that says nothing of its usage
     * teaches nothing.
     */
    public void observed(ProviderId provider, long estimated, long actual) {
        if (estimated <= 0 || actual <= 0) {
            return;
        }
        double distance = Math.log((double) actual / estimated);
        double bounded = Math.max(-FURTHEST, Math.min(FURTHEST, distance));
        ratios.merge(provider, new Ratio(1, bounded), (known, one) -> known.and(one.mean()));
    }
}
