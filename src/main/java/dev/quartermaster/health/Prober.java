package dev.quartermaster.health;

import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Probes providers with a free call (a version, a list of models), all at the same time and each within the probe's
 * timeout, so that a slow one delays no other.
 */
@ApplicationScoped
public class Prober {

    /**
     * Probe of one provider. It fails if there is no answer in time, and cancels the call when {@code over} completes.
     */
    interface Probe {
        Uni<Void> run(ProviderId provider, CompletableFuture<Void> over);
    }

    private final Supplier<List<ProviderId>> usable;
    private final Probe probe;
    private final CircuitBreakers circuitBreakers;
    private final Duration interval;
    private final Consumer<ProviderId> denials;

    @Inject
    Prober(Providers providers, ProbeCall call, CircuitBreakers circuitBreakers, HealthConfig config, KeyRing keys) {
        this(() -> usable(providers), call::probe, circuitBreakers, config.interval(), keys::forgetDenials);
    }

    Prober(Supplier<List<ProviderId>> usable, Probe probe, CircuitBreakers circuitBreakers, Duration interval) {
        this(usable, probe, circuitBreakers, interval, any -> {});
    }

    /** @param denials forgets the models of a provider that no key may use */
    Prober(
            Supplier<List<ProviderId>> usable,
            Probe probe,
            CircuitBreakers circuitBreakers,
            Duration interval,
            Consumer<ProviderId> denials) {
        this.usable = usable;
        this.probe = probe;
        this.circuitBreakers = circuitBreakers;
        this.interval = interval;
        this.denials = denials;
    }

    /** Probes the providers without a result for an interval, and those that may have recovered. Never fails. */
    public Uni<List<ProbeResult>> sweep() {
        return sweep(this::needsProbe).collect().asList();
    }

    /** Probes the usable providers that match, and emits each result as it arrives. Never fails. */
    Multi<ProbeResult> sweep(Predicate<ProviderId> wanted) {
        List<ProviderId> asked = usable().stream().filter(wanted).toList();
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUni(this::probe)
                .merge(Math.max(1, asked.size()));
    }

    /** Returns the providers that can be called. */
    List<ProviderId> usable() {
        return usable.get();
    }

    /** Returns whether the provider had no result for an interval or may be tried again. */
    boolean needsProbe(ProviderId provider) {
        return circuitBreakers.needsProbe(provider, interval);
    }

    /** Probes one provider on demand; if it answers, its models may be called at once. Never fails. */
    public Uni<ProbeResult> probeOnDemand(ProviderId provider) {
        return probe(provider).invoke(result -> {
            if (result.answered()) {
                circuitBreakers.endPauses(provider);
                denials.accept(provider);
            }
        });
    }

    /** Probes one provider now. Never fails. */
    Uni<ProbeResult> probe(ProviderId provider) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return ask(provider)
                    .map(nothing -> ProbeResult.answered(provider, since(start)))
                    .onFailure()
                    .recoverWithItem(failure -> ProbeResult.failed(provider, since(start), failure))
                    .invoke(this::apply);
        });
    }

    private Uni<Void> ask(ProviderId provider) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        return Uni.createFrom()
                .deferred(() -> probe.run(provider, over))
                .onTermination()
                .invoke(() -> over.complete(null));
    }

    private void apply(ProbeResult result) {
        if (result.reachable()) {
            circuitBreakers.probeSucceeded(result.provider());
        } else {
            Log.debugf("Probe of %s: %s", result.provider(), result.detail());
            circuitBreakers.probeFailed(result.provider());
        }
    }

    private static List<ProviderId> usable(Providers providers) {
        return providers.states().stream()
                .filter(ProviderState::usable)
                .map(ProviderState::id)
                .toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
