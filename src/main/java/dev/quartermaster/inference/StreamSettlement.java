package dev.quartermaster.inference;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.health.CircuitBreakers;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Settles and records one stream, however it ends: complete, broken off by the provider, or left by its caller. Where
 * another model goes on, each call is settled when it ends and the whole is recorded once.
 */
final class StreamSettlement {

    private final RequestContext journey;
    private final StreamUsage tally;
    private final Duration firstContent;
    private final CircuitBreakers health;
    private final Recorder recorder;
    /** The call that speaks; null between one that broke off and one that goes on. */
    private SuccessfulAttempt<?> speaking;

    StreamSettlement(
            RequestContext journey,
            SuccessfulAttempt<?> speaking,
            StreamUsage tally,
            Duration firstContent,
            CircuitBreakers health,
            Recorder recorder) {
        this.journey = journey;
        this.speaking = speaking;
        this.tally = tally;
        this.firstContent = firstContent;
        this.health = health;
        this.recorder = recorder;
    }

    /** The call that spoke has failed: that is settled, and what becomes of the stream is still open. */
    void brokeOff(FailureKind kind) {
        if (speaking != null) {
            journey.failedAt(speaking.candidate().model().key(), kind, health);
            journey.brokeOff(kind);
            Log.warnf(
                    "stream broke off: request=%s model=%s kind=%s after=%d characters",
                    journey.request().requestId(),
                    tally.model().key(),
                    kind.wire(),
                    tally.delivered().characters());
            settle();
        }
    }

    void goesOn(SuccessfulAttempt<?> next) {
        speaking = next;
        tally.goesOn(next.candidate().model(), next.route());
    }

    Uni<Void> complete() {
        health.succeeded(speaking.candidate().model().key());
        settle();
        return recorded(null, false);
    }

    Uni<Void> failed(Throwable failure) {
        brokeOff(failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR);
        return recorded(failure, false);
    }

    Uni<Void> abandoned() {
        if (speaking != null) {
            health.inconclusive(speaking.candidate().model().key());
            settle();
        } else {
            // Whoever was asked to go on will bill the prompt.
            journey.inFlight().ifPresent(model -> tally.goesOn(model, null));
        }
        return recorded(null, true);
    }

    private void settle() {
        speaking.permit().settle(tally.callUsage());
        speaking = null;
    }

    private Uni<Void> recorded(Throwable failure, boolean cancelled) {
        return recorder.streamed(journey, tally.model(), tally.usage(), tally.cost(), firstContent, failure, cancelled);
    }
}
