package dev.quartermaster.metrics.otlp;

import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.metrics.request.CallTime;
import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.metrics.request.RequestObserver;
import dev.quartermaster.telemetry.FailSafeListener;
import dev.quartermaster.telemetry.MetricLabel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a request when it has ended: one of the request, in the caller's trace where that has one, and one of each
 * call below it. They hold ids and figures, and no content.
 */
@Singleton
public class RequestSpans implements RequestObserver {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey(MetricLabel.OPERATION.key());
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey(MetricLabel.PROVIDER.key());
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey(MetricLabel.MODEL.key());
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey(MetricLabel.AGENT.key());
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey(MetricLabel.ERROR_TYPE.key());
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> DECISION = AttributeKey.stringKey("quartermaster.decision.id");
    private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("quartermaster.request.id");
    private static final AttributeKey<Double> COST = AttributeKey.doubleKey("quartermaster.cost.usd");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("quartermaster.attempt");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("quartermaster.reason");

    private static final TextMapGetter<String> TRACE_PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals("traceparent") ? header : null;
        }
    };

    private final @Nullable Tracer tracer;
    private final FailSafeListener listener;

    RequestSpans(OtlpExporter exporter, Clock clock) {
        this.tracer = exporter.tracer();
        this.listener = new FailSafeListener("traces", "Requests are served; traces of some are missing.", clock);
    }

    /** Returns whether requests are traced. */
    public boolean isOn() {
        return tracer != null;
    }

    /** Makes the spans of a request. Costs one field read where there is no collector; never fails. */
    @Override
    public void ended(FinishedRequest request) {
        Tracer on = tracer;
        if (on != null) {
            listener.run(() -> trace(on, request));
        }
    }

    private static void trace(Tracer tracer, FinishedRequest request) {
        InvocationRecord record = request.record();
        long begin = ChronoUnit.NANOS.between(Instant.EPOCH, record.time());
        SpanBuilder builder = tracer.spanBuilder(request.operation() + " " + requested(record))
                .setParent(parent(request.traceParent()))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(begin, TimeUnit.NANOSECONDS);
        describe(builder, request);
        Span span = builder.startSpan();
        Context within = Context.root().with(span);
        List<Attempt> attempts = record.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).called()) {
                call(tracer, request, i, begin, within);
            } else {
                span.addEvent("passed over", passedOver(attempts.get(i)), begin, TimeUnit.NANOSECONDS);
            }
        }
        if (record.outcome().error() != null) {
            span.setStatus(StatusCode.ERROR);
        }
        double latencyMs = record.latencyMs() == null ? 0 : record.latencyMs();
        span.end(begin + CallTime.nanos(latencyMs), TimeUnit.NANOSECONDS);
    }

    private static String requested(InvocationRecord record) {
        return record.requestedModel() == null ? "-" : record.requestedModel();
    }

    private static Context parent(@Nullable String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, TRACE_PARENT);
    }

    private static void describe(SpanBuilder span, FinishedRequest request) {
        InvocationRecord record = request.record();
        span.setAttribute(OPERATION, request.operation()).setAttribute(REQUEST_MODEL, requested(record));
        if (record.model() != null) {
            span.setAttribute(PROVIDER, record.model().provider().value())
                    .setAttribute(RESPONSE_MODEL, record.model().id());
        }
        if (record.origin().agentType() != null) {
            span.setAttribute(AGENT, record.origin().agentType());
        }
        if (record.decisionId() != null) {
            span.setAttribute(DECISION, record.decisionId().toString());
        }
        if (record.requestId() != null) {
            span.setAttribute(REQUEST, record.requestId());
        }
        span.setAttribute(INPUT, record.bill().usage().promptTokens())
                .setAttribute(OUTPUT, record.bill().usage().answerTokens());
        if (record.bill().cost() != null) {
            span.setAttribute(COST, record.bill().cost().usd().doubleValue());
        }
        if (record.outcome().error() != null) {
            span.setAttribute(ERROR_TYPE, record.outcome().error().wire());
        }
        if (record.outcome().httpStatus() != null) {
            span.setAttribute(STATUS, record.outcome().httpStatus().longValue());
        }
    }

    private static void call(Tracer tracer, FinishedRequest request, int index, long begin, Context within) {
        Attempt attempt = request.record().attempts().get(index);
        CallTime time = CallTime.of(request, index);
        SpanBuilder builder = tracer.spanBuilder(request.operation() + " " + attempt.model())
                .setParent(within)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(begin + time.start(), TimeUnit.NANOSECONDS)
                .setAttribute(OPERATION, request.operation())
                .setAttribute(PROVIDER, attempt.provider())
                .setAttribute(REQUEST_MODEL, attempt.model())
                .setAttribute(ATTEMPT, index + 1L);
        if (request.record().decisionId() != null) {
            builder.setAttribute(DECISION, request.record().decisionId().toString());
        }
        if (attempt.status() != null) {
            builder.setAttribute(STATUS, attempt.status().longValue());
        }
        if (attempt.reason() != null) {
            builder.setAttribute(ERROR_TYPE, attempt.reason());
        }
        Span span = builder.startSpan();
        if (time.firstContent() >= 0) {
            span.addEvent("first content", begin + time.firstContent(), TimeUnit.NANOSECONDS);
        }
        if (attempt.reason() != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(begin + time.end(), TimeUnit.NANOSECONDS);
    }

    private static Attributes passedOver(Attempt attempt) {
        return Attributes.of(
                PROVIDER,
                attempt.provider(),
                REQUEST_MODEL,
                attempt.model(),
                REASON,
                attempt.reason() == null ? "-" : attempt.reason());
    }
}
