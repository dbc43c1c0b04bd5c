package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.Access;
import dev.quartermaster.provider.ProviderState;
import dev.quartermaster.provider.Providers;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Asks providers something that costs nothing (a version, a list of models), all at the same time, each for no longer than
 * the probe's time-out: a slow one delays no other.
 */
@ApplicationScoped
public class Prober {

    private final Providers providers;
    private final HealthBoard board;
    private final HealthConfig config;

    Prober(Providers providers, HealthBoard board, HealthConfig config) {
        this.providers = providers;
        this.board = board;
        this.config = config;
    }

    /** Probes those of whom nothing was heard for an interval, and those that may be back. Never fails. */
    public Uni<List<ProbeResult>> sweep() {
        List<ProviderId> wanted = providers.states().stream()
                .filter(ProviderState::usable)
                .map(ProviderState::id)
                .filter(provider -> board.wantsProbe(provider, config.interval()))
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUni(this::probe)
                .merge(Math.max(1, wanted.size()))
                .collect()
                .asList();
    }

    /** Probes one provider now, whatever is known of it. Never fails. */
    public Uni<ProbeResult> probe(ProviderId provider) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return ask(provider)
                    .ifNoItem()
                    .after(config.probeTimeout())
                    .fail()
                    .map(nothing -> ProbeResult.answered(provider, since(start)))
                    .onFailure()
                    .recoverWithItem(failure -> ProbeResult.silent(provider, since(start), failure))
                    .invoke(this::post);
        });
    }

    private Uni<Void> ask(ProviderId provider) {
        return Uni.createFrom().deferred(() -> {
            Access access = providers
                    .access(provider)
                    .orElseThrow(() -> new IllegalStateException("it has no credentials that work"));
            return access.provider().probe(access.key());
        });
    }

    private void post(ProbeResult result) {
        if (result.reachable()) {
            board.answered(result.provider());
        } else {
            Log.debugf("Probe of %s: %s", result.provider(), result.detail());
            board.silent(result.provider());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
