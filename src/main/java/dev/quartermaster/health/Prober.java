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
 * Asks providers something that costs nothing (a version, a list of models), all at the same time, each for no longer than
 * the probe's time-out: a slow one delays no other.
 */
@ApplicationScoped
public class Prober {

    /**
     * Probe of one provider. It fails if there is no answer in time, and cancels the call when {@code over} completes.
     */
    interface Question {
        Uni<Void> ask(ProviderId provider, CompletableFuture<Void> over);
    }

    private final Supplier<List<ProviderId>> usable;
    private final Question question;
    private final CircuitBreakers circuitBreakers;
    private final Duration interval;
    private final Consumer<ProviderId> denials;

    @Inject
    Prober(Providers providers, ProbeCall call, CircuitBreakers circuitBreakers, HealthConfig config, KeyRing keys) {
        this(() -> usable(providers), call::ask, circuitBreakers, config.interval(), keys::forgetDenials);
    }

    Prober(Supplier<List<ProviderId>> usable, Question question, CircuitBreakers circuitBreakers, Duration interval) {
        this(usable, question, circuitBreakers, interval, any -> {});
    }

    /** @param denials forgets which models of a provider no key may use */
    Prober(
            Supplier<List<ProviderId>> usable,
            Question question,
            CircuitBreakers circuitBreakers,
            Duration interval,
            Consumer<ProviderId> denials) {
        this.usable = usable;
        this.question = question;
        this.circuitBreakers = circuitBreakers;
        this.interval = interval;
        this.denials = denials;
    }

    /** Probes the providers without a result for an interval, and those that may have recovered. Never fails. */
    public Uni<List<ProbeResult>> sweep() {
        return sweep(this::isWanted).collect().asList();
    }

    /** Probes the usable ones of which this holds; each result comes when it is there. Never fails. */
    Multi<ProbeResult> sweep(Predicate<ProviderId> wanted) {
        List<ProviderId> asked = usable().stream().filter(wanted).toList();
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUni(this::probe)
                .merge(Math.max(1, asked.size()));
    }

    /** The providers that calls can be made to. */
    List<ProviderId> usable() {
        return usable.get();
    }

    /** Returns whether the provider had no result for an interval or may be tried again. */
    boolean isWanted(ProviderId provider) {
        return circuitBreakers.wantsProbe(provider, interval);
    }

    /** Probes one provider now for a person who asks; where it answers, its models may be tried at once. Never fails. */
    public Uni<ProbeResult> probeByHand(ProviderId provider) {
        return probe(provider).invoke(result -> {
            if (result.answered()) {
                circuitBreakers.invited(provider);
                denials.accept(provider);
            }
        });
    }

    /** Probes one provider now, whatever is known of it. Never fails. */
    Uni<ProbeResult> probe(ProviderId provider) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return ask(provider)
                    .map(nothing -> ProbeResult.answered(provider, since(start)))
                    .onFailure()
                    .recoverWithItem(failure -> ProbeResult.silent(provider, since(start), failure))
                    .invoke(this::post);
        });
    }

    private Uni<Void> ask(ProviderId provider) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        return Uni.createFrom()
                .deferred(() -> question.ask(provider, over))
                .onTermination()
                .invoke(() -> over.complete(null));
    }

    private void post(ProbeResult result) {
        if (result.reachable()) {
            circuitBreakers.answered(result.provider());
        } else {
            Log.debugf("Probe of %s: %s", result.provider(), result.detail());
            circuitBreakers.silent(result.provider());
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
