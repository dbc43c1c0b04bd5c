package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Sse;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.inference.StreamedAnswer;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.streaming.PartialAnswer;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;

/** A streamed answer as bytes: its events, then either the dialect's terminal marker or one error. */
final class AnswerEvents {

    private final RequestContext requestContext;
    private final StreamedAnswer answer;
    private final EventWriter writer;
    private final boolean trailer;

    /** @param trailer whether the totals follow as a comment before the terminal marker */
    AnswerEvents(RequestContext requestContext, StreamedAnswer answer, EventWriter writer, boolean trailer) {
        this.requestContext = requestContext;
        this.answer = answer;
        this.writer = writer;
        this.trailer = trailer;
    }

    Multi<byte[]> bytes() {
        Multi<byte[]> steps = answer.deltas().map(writer::step).filter(bytes -> bytes.length > 0);
        return Multi.createBy()
                .concatenating()
                .streams(steps, Multi.createFrom().item(this::ending))
                .onFailure()
                .recoverWithItem(this::error);
    }

    private byte[] ending() {
        Usage usage = answer.tally().usage();
        byte[] closing = writer.closing(usage);
        byte[] totals = trailer ? Sse.comment("quartermaster " + totals(usage)) : new byte[0];
        return Sse.join(Sse.join(closing, totals), writer.terminal(usage));
    }

    private byte[] error(Throwable failure) {
        PartialAnswer partialAnswer = answer.tally().delivered();
        if (failure instanceof ProviderFailure known) {
            return writer.error(code(known.kind()), known.getMessage(), partialAnswer);
        }
        String request = requestContext.request().requestId();
        Log.errorf(failure, "The stream of request %s broke off", request);
        return writer.error(ErrorCode.INTERNAL_ERROR, "The answer broke off; request " + request, partialAnswer);
    }

    private static ErrorCode code(FailureKind kind) {
        return switch (kind) {
            case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
            case UNAVAILABLE, RATE_LIMITED -> ErrorCode.UPSTREAM_OVERLOADED;
            default -> ErrorCode.UPSTREAM_ERROR;
        };
    }

    private ObjectNode totals(Usage usage) {
        ObjectNode totals = JsonNodeFactory.instance.objectNode();
        totals.put("model", answer.tally().model().key().toString());
        totals.put("attempts", requestContext.attempts().calls());
        Money cost = requestContext.bill().cost();
        if (cost != null) {
            totals.put("cost_usd", cost.usd());
        }
        totals.putObject("usage")
                .put("input_tokens", usage.promptTokens())
                .put("output_tokens", usage.answerTokens())
                .put("cached_tokens", usage.cacheRead())
                .put("reasoning_tokens", usage.reasoning());
        return totals;
    }
}
