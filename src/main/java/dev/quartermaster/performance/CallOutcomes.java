package dev.quartermaster.performance;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.performance.window.CallSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Derives the outcomes of a request's model calls from its record. */
final class CallOutcomes {

    /** Failures that count against the model; all others are the caller's, a key's or a quota's. */
    private static final Set<String> COUNTED = Stream.of(
                    FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.ERROR, FailureKind.LOW_QUALITY)
            .map(FailureKind::wire)
            .collect(Collectors.toUnmodifiableSet());

    private CallOutcomes() {}

    /** Returns a sample for each attempt that counts; a failover counts against the first model. */
    static List<CallSample> of(InvocationRecord request) {
        ModelKey model = request.model();
        if (model == null) {
            return List.of();
        }
        if (request.source() == Source.REPORT) {
            return List.of(last(request, model));
        }
        List<CallSample> calls = new ArrayList<>();
        for (Attempt attempt : request.attempts()) {
            if (attempt.reason() != null && COUNTED.contains(attempt.reason()) && attempt.called()) {
                calls.add(failed(request, attempt));
            } else if (attempt.outcome() == AttemptOutcome.SUCCESS
                    && !request.outcome().cancelled()) {
                calls.add(answered(request, model, attempt));
            }
        }
        return calls;
    }

    private static CallSample failed(InvocationRecord request, Attempt attempt) {
        return new CallSample(
                attempt.modelKey(), request.origin().agentType(), end(request), false, null, null, null, null);
    }

    /** An answer that was given although later models were asked took the time of its own call. */
    private static CallSample answered(InvocationRecord request, ModelKey model, Attempt attempt) {
        CallSample sample = last(request, model);
        boolean isLast = attempt == request.attempts().get(request.attempts().size() - 1);
        return isLast
                ? sample
                : new CallSample(
                        model,
                        sample.agentType(),
                        sample.time(),
                        sample.success(),
                        attempt.latencyMs(),
                        null,
                        sample.quality(),
                        null);
    }

    /** Creates the sample of the call that answered; it failed if its stream broke off. */
    private static CallSample last(InvocationRecord request, ModelKey model) {
        return new CallSample(
                model,
                request.origin().agentType(),
                end(request),
                request.outcome().success(),
                latency(request),
                withoutBefore(request, request.timeToFirstTokenMs()),
                request.qualityScore(),
                request.bill().usage().answerTokens());
    }

    /** Returns the latency of the call alone; a stream's attempts before it are excluded. */
    private static @Nullable Double latency(InvocationRecord request) {
        if (request.outcome().streamed() || request.attempts().isEmpty()) {
            return withoutBefore(request, request.latencyMs());
        }
        return request.attempts().get(request.attempts().size() - 1).latencyMs();
    }

    /** Subtracts the earlier attempts. @return null if the time was reached before the last attempt */
    private static @Nullable Double withoutBefore(InvocationRecord request, @Nullable Double sinceArrival) {
        if (sinceArrival == null) {
            return null;
        }
        double own = sinceArrival;
        for (int i = 0; i < request.attempts().size() - 1; i++) {
            own -= request.attempts().get(i).latencyMs();
        }
        return own < 0 ? null : Double.valueOf(own);
    }

    private static Instant end(InvocationRecord request) {
        return request.latencyMs() == null
                ? request.time()
                : request.time().plus(Duration.ofNanos((long) (request.latencyMs() * 1e6)));
    }
}
