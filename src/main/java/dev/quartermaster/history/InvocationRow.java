package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts a record to a row of the table {@code invocation}. */
final class InvocationRow {

    /** Longest text in an indexed column. PostgreSQL refuses a row whose index entry does not fit a third of a page. */
    private static final int LONGEST_TEXT = 256;

    private InvocationRow() {}

    static ObjectNode of(InvocationRecord invocation, ObjectMapper json) {
        ObjectNode row = json.createObjectNode();
        row.put("id", invocation.id().toString());
        row.put("time", invocation.time().toString());
        row.put("source", word(invocation.source()));
        row.put("request_id", clip(invocation.requestId()));
        row.put("requested_model", clip(invocation.requestedModel()));
        row.put(
                "provider",
                invocation.model() == null
                        ? null
                        : invocation.model().provider().value());
        row.put(
                "model",
                invocation.model() == null ? null : clip(invocation.model().id()));
        row.put("decision_id", text(invocation.decisionId()));
        row.set("attempts", json.valueToTree(invocation.attempts()));
        row.put("failovers", invocation.failovers());
        row.put("latency_ms", invocation.latencyMs());
        row.put("time_to_first_token_ms", invocation.timeToFirstTokenMs());
        row.put("quality_score", invocation.qualityScore());
        origin(row, invocation.origin(), json);
        outcome(row, invocation.outcome());
        bill(row, invocation.bill());
        return row;
    }

    private static void origin(ObjectNode row, RequestOrigin requestOrigin, ObjectMapper json) {
        row.put("caller", clip(requestOrigin.caller()));
        row.put("agent_type", clip(requestOrigin.agentType()));
        row.put("task_id", clip(requestOrigin.taskId()));
        row.put("dialect", word(requestOrigin.dialect()));
        row.set("tags", json.valueToTree(requestOrigin.tags()));
        row.put("instance", requestOrigin.instance());
    }

    private static void outcome(ObjectNode row, Outcome outcome) {
        row.put("outcome", outcome.success() ? "success" : "error");
        row.put("failure_kind", word(outcome.failure()));
        row.put("error_code", word(outcome.error()));
        row.put("http_status", outcome.httpStatus());
        row.put("streamed", outcome.streamed());
        row.put("complete", outcome.complete());
        row.put("cancelled", outcome.cancelled());
    }

    private static void bill(ObjectNode row, InvocationCost invocationCost) {
        Usage usage = invocationCost.usage();
        row.put("uncached_input_tokens", usage.input());
        row.put("cache_read_tokens", usage.cacheRead());
        row.put("cache_write_5m_tokens", usage.cacheWrite5m());
        row.put("cache_write_1h_tokens", usage.cacheWrite1h());
        row.put("output_tokens", usage.output());
        row.put("reasoning_tokens", usage.reasoning());
        row.put("tool_prompt_tokens", usage.toolPrompt());
        row.put("usage_estimated", usage.estimated());
        row.put("cost_usd", invocationCost.cost().usd());
        row.put("price_source", clip(invocationCost.priceSource()));
        row.put("price_version", clip(invocationCost.priceVersion()));
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
