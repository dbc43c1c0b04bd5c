package dev.quartermaster.health;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
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
 * Makes one free probe, for at most {@code quartermaster.health.probe-timeout}. The limit is a guard rather than a
 * {@code @Timeout}, whose configured value would be a number in a fixed unit and not a duration such as {@code 5s}.
 */
@ApplicationScoped
class ProbeCall {

    static final String LIMIT = "probe";

    private final Providers providers;

    ProbeCall(Providers providers) {
        this.providers = providers;
    }

    /**
     * Fails without an answer in time.
     *
     * @param over cancels the call on completion: the guard alone would not
     */
    @ApplyGuard(LIMIT)
    Uni<Void> probe(ProviderId provider, CompletionStage<Void> over) {
        ProviderAccess providerAccess = providers
                .access(provider)
                .orElseThrow(() -> new IllegalStateException("it has no credentials that work"));
        return cancelled(providerAccess.provider().probe(providerAccess.key()), over);
    }

    /** Asks in the same way whether a key is valid, which need not be in use. */
    @ApplyGuard(LIMIT)
    Uni<Void> check(ChatProvider provider, ApiKey key, CompletionStage<Void> over) {
        return cancelled(provider.check(key), over);
    }

    private static Uni<Void> cancelled(Uni<Void> answer, CompletionStage<Void> over) {
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
