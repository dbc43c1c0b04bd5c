package dev.quartermaster.health;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.directory.Providers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by a probe whether a provider takes a key, which need not be in use. It costs nothing and says nothing about the
 * provider's health.
 */
@ApplicationScoped
public class KeyCheck {

    private final Providers providers;
    private final ProbeCall call;

    KeyCheck(Providers providers, ProbeCall call) {
        this.providers = providers;
        this.call = call;
    }

    /** Outcome of a check. */
    public enum Outcome {
        TAKEN,
        REFUSED,
        /** The provider answered, but not about the key: it is overloaded, or does not know the question. */
        UNDECIDED,
        /** There was no answer. */
        UNREACHABLE,
        TIMEOUT
    }

    /**
     * Result of a check.
     *
     * @param detail the cause, without the key; null where the key was taken
     */
    public record Result(
            Outcome outcome, Duration took, @Nullable String detail) {}

    /** Asks the provider with this key. Never fails. */
    public Uni<Result> check(ApiKey key) {
        Optional<ChatProvider> provider = providers.own(key.provider());
        if (provider.isEmpty()) {
            return Uni.createFrom().item(new Result(Outcome.UNREACHABLE, Duration.ZERO, "it has no base URL"));
        }
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            CompletableFuture<Void> over = new CompletableFuture<>();
            return call.check(provider.get(), key, over)
                    .map(nothing -> new Result(Outcome.TAKEN, since(start), null))
                    .onFailure()
                    .recoverWithItem(failure -> failed(key, since(start), failure))
                    .onTermination()
                    .invoke(() -> over.complete(null));
        });
    }

    private static Result failed(ApiKey key, Duration took, Throwable failure) {
        return new Result(
                outcome(failure),
                took,
                ProbeResult.failed(key.provider(), took, failure).detail());
    }

    private static Outcome outcome(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Outcome.TIMEOUT;
        }
        if (!(failure instanceof ProviderFailure known)) {
            return Outcome.UNREACHABLE;
        }
        if (known.kind() == FailureKind.AUTHENTICATION) {
            return Outcome.REFUSED;
        }
        if (known.kind() == FailureKind.TIMEOUT) {
            return Outcome.TIMEOUT;
        }
        return known.status() == 0 ? Outcome.UNREACHABLE : Outcome.UNDECIDED;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
