package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderAccess;
import dev.quartermaster.provider.directory.Providers;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

/**
 * Asks one provider the question that costs nothing, for no longer than {@code quartermaster.health.probe-timeout}. The
 * limit is a guard and not a {@code @Timeout} because that one takes its value from the configuration as a number in a
 * unit fixed by the code, and not as a duration such as {@code 5s}.
 */
@ApplicationScoped
class ProbeCall {

    static final String LIMIT = "probe";

    private final Providers providers;

    ProbeCall(Providers providers) {
        this.providers = providers;
    }

    /**
     * Fails when it is not answered in time.
     *
     * @param over ends the call when it is completed: a guard that is tired of waiting does not hang up
     */
    @ApplyGuard(LIMIT)
    Uni<Void> ask(ProviderId provider, CompletionStage<Void> over) {
        ProviderAccess providerAccess = providers
                .access(provider)
                .orElseThrow(() -> new IllegalStateException("it has no credentials that work"));
        Uni<Void> answer = providerAccess.provider().probe(providerAccess.key());
        return Uni.join().first(answer, Uni.createFrom().completionStage(over)).toTerminate();
    }

    /** Source of the probe's time limit. */
    @Singleton
    static final class Limit {

        @Produces
        @Singleton
        @Identifier(LIMIT) Guard limit(HealthConfig config) {
            return Guard.create()
                    .withDescription(LIMIT)
                    .withTimeout()
                    .duration(config.probeTimeout().toMillis(), ChronoUnit.MILLIS)
                    .done()
                    .build();
        }
    }
}
