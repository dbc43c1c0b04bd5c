package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a record as a row of the table {@code invocation}. */
final class InvocationRow {

    /** Longest text in an indexed column. PostgreSQL refuses a row whose index entry does not fit a third of a page. */
    private static final int LONGEST_TEXT = 256;

    private InvocationRow() {}

    static void write(InvocationRecord invocation, JsonGenerator row) throws IOException {
        row.writeStartObject();
        row.writeStringField("id", invocation.id().toString());
        row.writeStringField("time", invocation.time().toString());
        row.writeStringField("source", word(invocation.source()));
        row.writeStringField("request_id", clip(invocation.requestId()));
        row.writeStringField("requested_model", clip(invocation.requestedModel()));
        row.writeStringField(
                "provider",
                invocation.model() == null
                        ? null
                        : invocation.model().provider().value());
        row.writeStringField(
                "model",
                invocation.model() == null ? null : clip(invocation.model().id()));
        row.writeStringField("decision_id", text(invocation.decisionId()));
        attempts(row, invocation.attempts());
        row.writeNumberField("failovers", invocation.failovers());
        number(row, "latency_ms", invocation.latencyMs());
        number(row, "time_to_first_token_ms", invocation.timeToFirstTokenMs());
        number(row, "quality_score", invocation.qualityScore());
        origin(row, invocation.origin());
        outcome(row, invocation.outcome());
        bill(row, invocation.bill());
        row.writeFieldName("budget_leases");
        invocation.budgetLeases().write(row);
        cache(row, invocation.cache());
        decision(row, invocation.decision(), invocation.model());
        row.writeEndObject();
    }

    private static void decision(JsonGenerator row, @Nullable RequestDecision decision, @Nullable ModelKey served)
            throws IOException {
        if (decision == null) {
            row.writeNullField("decision_made");
            row.writeNullField("decision_inputs");
        } else {
            row.writeFieldName("decision_made");
            decision.write(row, served);
            row.writePOJOField("decision_inputs", decision.inputs().get());
        }
    }

    private static void attempts(JsonGenerator row, Iterable<Attempt> attempts) throws IOException {
        row.writeArrayFieldStart("attempts");
        for (Attempt attempt : attempts) {
            row.writeStartObject();
            row.writeStringField("provider", attempt.provider());
            row.writeStringField("model", attempt.model());
            row.writeStringField("key_id", attempt.keyId());
            row.writeStringField("outcome", attempt.outcome().wire());
            row.writeStringField("reason", attempt.reason());
            number(row, "status", attempt.status());
            row.writeNumberField("latency_ms", attempt.latencyMs());
            if (attempt.bill() != null) {
                row.writeFieldName("bill");
                attempt.bill().write(row);
            }
            row.writeEndObject();
        }
        row.writeEndArray();
    }

    private static void origin(JsonGenerator row, RequestOrigin requestOrigin) throws IOException {
        row.writeStringField("caller", clip(requestOrigin.caller()));
        row.writeStringField("agent_type", clip(requestOrigin.agentType()));
        row.writeStringField("task_id", clip(requestOrigin.taskId()));
        row.writeStringField("dialect", word(requestOrigin.dialect()));
        row.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : requestOrigin.tags().entrySet()) {
            row.writeStringField(tag.getKey(), tag.getValue());
        }
        row.writeEndObject();
        row.writeStringField("instance", requestOrigin.instance());
        row.writeStringField("environment", requestOrigin.environment());
    }

    private static void outcome(JsonGenerator row, Outcome outcome) throws IOException {
        row.writeStringField("outcome", outcome.success() ? "success" : "error");
        row.writeStringField("failure_kind", word(outcome.failure()));
        row.writeStringField("error_code", word(outcome.error()));
        number(row, "http_status", outcome.httpStatus());
        row.writeBooleanField("streamed", outcome.streamed());
        row.writeBooleanField("complete", outcome.complete());
        row.writeBooleanField("cancelled", outcome.cancelled());
    }

    private static void bill(JsonGenerator row, InvocationCost invocationCost) throws IOException {
        Usage usage = invocationCost.usage();
        row.writeNumberField("uncached_input_tokens", usage.input());
        row.writeNumberField("cache_read_tokens", usage.cacheRead());
        row.writeNumberField("cache_write_5m_tokens", usage.cacheWrite5m());
        row.writeNumberField("cache_write_1h_tokens", usage.cacheWrite1h());
        row.writeNumberField("output_tokens", usage.output());
        row.writeNumberField("reasoning_tokens", usage.reasoning());
        row.writeNumberField("tool_prompt_tokens", usage.toolPrompt());
        row.writeBooleanField("usage_estimated", usage.estimated());
        media(row, usage.media());
        row.writeStringField(
                "service_tier", usage.tier() == null ? null : usage.tier().word());
        row.writeStringField("price_route", word(invocationCost.priceRoute()));
        money(row, "cost_usd", invocationCost.cost());
        money(row, "failed_cost_usd", invocationCost.failedCost());
        row.writeStringField("price_source", clip(invocationCost.priceSource()));
        row.writeStringField("price_version", clip(invocationCost.priceVersion()));
    }

    private static void cache(JsonGenerator row, @Nullable CacheUse use) throws IOException {
        row.writeStringField("cache_status", use == null ? null : word(use.status()));
        money(row, "saved_usd", use == null ? null : use.saved());
    }

    private static void media(JsonGenerator row, MediaTokens media) throws IOException {
        row.writeNumberField("audio_input_tokens", media.audioInput());
        row.writeNumberField("image_input_tokens", media.imageInput());
        row.writeNumberField("audio_output_tokens", media.audioOutput());
        row.writeNumberField("image_output_tokens", media.imageOutput());
    }

    private static void money(JsonGenerator row, String name, @Nullable Money amount) throws IOException {
        if (amount == null) {
            row.writeNullField(name);
        } else {
            row.writeNumberField(name, amount.usd());
        }
    }

    private static void number(JsonGenerator row, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            row.writeNullField(name);
        } else {
            row.writeNumberField(name, value.doubleValue());
        }
    }

    private static void number(JsonGenerator row, String name, @Nullable Integer value) throws IOException {
        if (value == null) {
            row.writeNullField(name);
        } else {
            row.writeNumberField(name, value.intValue());
        }
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
