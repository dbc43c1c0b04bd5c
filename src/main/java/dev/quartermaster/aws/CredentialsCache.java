package dev.quartermaster.aws;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in use. Finding them blocks, so it happens on a worker, once for all who ask at the same time; they are
 * kept until they expire and replaced some time before, while calls go on with the old ones.
 */
public final class CredentialsCache {

    /** Replaced so long before their end: the SDK's own margin for temporary credentials. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    /** Looked up again after this time even when they do not expire: a profile may have been edited. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** Pause after a look-up without result: asking a metadata service that is not there takes seconds. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final AwsCredentials.Source source;
    private final Executor worker;
    private final Clock clock;
    /** Written by one look-up at a time. */
    private volatile Held held = Held.NOTHING;

    private final AtomicReference<CompletableFuture<AwsCredentials>> pending = new AtomicReference<>();

    public CredentialsCache(AwsCredentials.Source source, Executor worker, Clock clock) {
        this.source = source;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * The credentials to sign with now, at once where they are known; fails with {@link AwsCredentials.Unavailable}. The item
     * may arrive on a worker thread.
     */
    public Uni<AwsCredentials> current() {
        return Uni.createFrom().deferred(this::now);
    }

    /** Returns whether there are credentials, as far as is known; the first question starts the look-up. */
    public boolean available() {
        Held known = held;
        if (!clock.instant().isBefore(known.due())) {
            refresh();
        }
        return known.credentials() != null;
    }

    private Uni<AwsCredentials> now() {
        Instant now = clock.instant();
        Held known = held;
        if (!now.isBefore(known.until())) {
            return Uni.createFrom().completionStage(() -> refresh().copy());
        }
        if (!now.isBefore(known.due())) {
            refresh();
        }
        return known.credentials() == null
                ? Uni.createFrom().failure(known.failure())
                : Uni.createFrom().item(known.credentials());
    }

    private CompletableFuture<AwsCredentials> refresh() {
        CompletableFuture<AwsCredentials> fresh = new CompletableFuture<>();
        CompletableFuture<AwsCredentials> running = pending.compareAndExchange(null, fresh);
        if (running != null) {
            return running;
        }
        worker.execute(() -> find(fresh));
        return fresh;
    }

    private void find(CompletableFuture<AwsCredentials> fresh) {
        try {
            AwsCredentials found = source.find();
            held = Held.of(found, clock.instant());
            pending.set(null);
            fresh.complete(found);
        } catch (RuntimeException | LinkageError failure) {
            // A missing class must fail those who wait as well: nobody else would ever wake them.
            Log.debugf("no AWS credentials: %s", failure.getClass().getName());
            AwsCredentials.Unavailable none = new AwsCredentials.Unavailable();
            held = held.afterFailure(none, clock.instant());
            pending.set(null);
            fresh.completeExceptionally(none);
        }
    }

    /**
     * Result of the last look-up: credentials, or the reason why there are none.
     *
     * @param due the time of the next look-up in the background
     * @param until the time from which on a look-up precedes any use
     */
    private record Held(
            @Nullable AwsCredentials credentials,
            AwsCredentials.@Nullable Unavailable failure,
            Instant due,
            Instant until) {

        static final Held NOTHING = new Held(null, null, Instant.MIN, Instant.MIN);

        static Held of(AwsCredentials found, Instant now) {
            Instant due = now.plus(LONGEST);
            if (found.expiry() == null) {
                return new Held(found, null, due, Instant.MAX);
            }
            Instant early = found.expiry().minus(MARGIN);
            return new Held(found, null, early.isBefore(due) ? early : due, found.expiry());
        }

        /** Credentials that are still good stay in use. */
        Held afterFailure(AwsCredentials.Unavailable why, Instant now) {
            Instant again = now.plus(PAUSE);
            return credentials != null && now.isBefore(until)
                    ? new Held(credentials, null, again, until)
                    : new Held(null, why, again, again);
        }
    }
}
