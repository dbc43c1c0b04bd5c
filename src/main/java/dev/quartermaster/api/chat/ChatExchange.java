package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.metrics.otlp.RequestSpans;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Answers a request, whole or streamed, with everything that is the same in every dialect. */
@ApplicationScoped
public class ChatExchange {

    private static final MediaType EVENTS = MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("utf-8");
    private static final String TRACE_PARENT = "traceparent";

    private final ObjectMapper json;
    private final Inference inference;
    private final InferenceHeaders headers;
    private final RequestChecks checks;
    private final RequestSpans spans;
    private final Clock clock;

    ChatExchange(
            ObjectMapper json,
            Inference inference,
            InferenceHeaders headers,
            RequestChecks checks,
            RequestSpans spans,
            Clock clock) {
        this.json = json;
        this.inference = inference;
        this.headers = headers;
        this.checks = checks;
        this.spans = spans;
        this.clock = clock;
    }

    /**
     * Checks a chat, routes it, calls a model, and answers in the caller's dialect.
     *
     * @param model as the caller wrote it
     * @param hints the caller's {@code quartermaster} object, or null
     */
    public Uni<Response> answer(
            String model, ChatRequest chat, @Nullable JsonFields hints, AnswerWriter form, RoutingContext routing) {
        InferenceRequest request = request(model, chat, hints, routing);
        RequestContext requestContext = begin(request, routing.response().headers());
        return chat.stream() ? streamed(requestContext, form, routing) : whole(requestContext, form, routing);
    }

    /** Begins a request; writes the headers that a refusal gives. */
    public RequestContext begin(InferenceRequest request, MultiMap out) {
        try {
            return inference.begin(request);
        } catch (QuartermasterException refusal) {
            headers.refused(out, request, refusal);
            throw refusal;
        }
    }

    /**
     * Checks a chat and adds what its caller and its headers say.
     *
     * @param model as the caller wrote it
     * @param hints the caller's {@code quartermaster} object, or null
     */
    public InferenceRequest request(
            String model, ChatRequest chat, @Nullable JsonFields hints, RoutingContext routing) {
        return request(model, new InferenceOperation.Answer(checks.check(chat)), hints, routing);
    }

    /** Adds to an operation what its caller and its headers say. */
    public InferenceRequest request(
            String model, InferenceOperation operation, @Nullable JsonFields hints, RoutingContext routing) {
        RequestInfo info = RequestInfo.of(routing);
        return new InferenceRequest(
                info.id(),
                info.caller(),
                clock.instant().minusNanos(System.nanoTime() - info.arrivedNanos()),
                info.arrivedNanos(),
                model,
                HintsReader.read(hints, routing.request().headers()),
                operation,
                info.answerByNanos(),
                spans.isOn() ? routing.request().getHeader(TRACE_PARENT) : null);
    }

    private Uni<Response> whole(RequestContext requestContext, AnswerWriter form, RoutingContext routing) {
        MultiMap out = routing.response().headers();
        return inference
                .complete(requestContext)
                .invoke(done -> {
                    headers.served(out, requestContext, done.model());
                    headers.cost(out, done.cost());
                })
                .map(done -> JsonBody.bytes(json, form.whole(requestContext, done)))
                .map(body -> Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build())
                .onFailure()
                .invoke(failure -> headers.failed(out, requestContext, failure));
    }

    private Uni<Response> streamed(RequestContext requestContext, AnswerWriter form, RoutingContext routing) {
        MultiMap out = routing.response().headers();
        boolean trailer = "on".equalsIgnoreCase(routing.request().getHeader("X-Quartermaster-Trailer"));
        return inference.stream(requestContext)
                .invoke(started -> headers.served(out, requestContext, started.model()))
                .map(started ->
                        new AnswerEvents(requestContext, started, form.events(requestContext, started), trailer))
                .map(events -> Response.ok(events, EVENTS)
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .build())
                .onFailure()
                .invoke(failure -> headers.failed(out, requestContext, failure));
    }
}
