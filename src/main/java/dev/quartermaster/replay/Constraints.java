package dev.quartermaster.replay;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.util.Set;

/**
 * What is asked of a model besides what each request asked for itself.
 *
 * @param requiredCapabilities all of which it must have
 * @param maxCost the most a request may be estimated to cost; null for no further bound
 * @param maxLatencyMs the most an answer may be expected to take; null for no further bound
 * @param excludedProviders whose models may not answer
 * @param residency where the data may go; null for wherever each request allowed
 */
public record Constraints(
        Set<String> requiredCapabilities,
        Money maxCost,
        Long maxLatencyMs,
        Set<ProviderId> excludedProviders,
        String residency) {

    public static final Constraints NONE = new Constraints(Set.of(), null, null, Set.of(), null);

    public Constraints {
        requiredCapabilities = Set.copyOf(requiredCapabilities);
        excludedProviders = Set.copyOf(excludedProviders);
    }
}
