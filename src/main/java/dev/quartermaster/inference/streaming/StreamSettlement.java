package dev.quartermaster.inference.streaming;

import dev.quartermaster.cost.CallCost;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.recording.Recorder;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settles and records one stream, however it ends: complete, broken off by the provider, or left by its caller. Where
 * another model goes on, each call is settled when it ends and the whole is recorded once.
 */
public final class StreamSettlement {

    private final RequestContext requestContext;
    private final StreamUsage tally;
    private final Duration firstContent;
    private final CircuitBreakers circuitBreakers;
    private final Recorder recorder;
    /** The call that speaks; null between one that broke off and one that goes on. */
    private @Nullable Answered<?> speaking;

    public StreamSettlement(
            RequestContext requestContext,
            Answered<?> speaking,
            StreamUsage tally,
            Duration firstContent,
            CircuitBreakers circuitBreakers,
            Recorder recorder) {
        this.requestContext = requestContext;
        this.speaking = speaking;
        this.tally = tally;
        this.firstContent = firstContent;
        this.circuitBreakers = circuitBreakers;
        this.recorder = recorder;
    }

    /** The call that spoke has failed: that is settled, and what becomes of the stream is still open. */
    void brokeOff(FailureKind kind) {
        Answered<?> call = speaking;
        if (call != null) {
            requestContext.attempts().failedAt(call.model().key(), kind, circuitBreakers);
            requestContext.attempts().brokeOff(kind);
            Log.warnf(
                    "stream broke off: request=%s model=%s kind=%s after=%d characters",
                    requestContext.request().requestId(),
                    tally.model().key(),
                    kind.wire(),
                    tally.delivered().characters());
            settle(call);
        }
    }

    void goesOn(Answered<?> next) {
        speaking = next;
        tally.goesOn(next.model(), next.route());
    }

    public Uni<Void> complete() {
        Answered<?> call = Objects.requireNonNull(speaking);
        circuitBreakers.succeeded(call.model().key());
        settle(call);
        return recorded(null, false);
    }

    public Uni<Void> failed(Throwable failure) {
        brokeOff(failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR);
        return recorded(failure, false);
    }

    public Uni<Void> abandoned() {
        Answered<?> call = speaking;
        if (call != null) {
            circuitBreakers.inconclusive(call.model().key());
            settle(call);
        } else {
            // Whoever was asked to go on will bill the prompt.
            requestContext.attempts().inFlight().ifPresent(model -> {
                tally.goesOn(model, null);
                requestContext.bill().add(CallCost.of(model, tally.callUsage(), null), false);
            });
        }
        return recorded(null, true);
    }

    private void settle(Answered<?> call) {
        requestContext.settled(call, tally.callUsage());
        speaking = null;
    }

    private Uni<Void> recorded(@Nullable Throwable failure, boolean cancelled) {
        return recorder.streamed(requestContext, tally.model(), firstContent, failure, cancelled);
    }
}
