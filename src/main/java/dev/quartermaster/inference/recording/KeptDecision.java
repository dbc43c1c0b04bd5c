package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.inference.recording.DecisionTrace.Asked;
import dev.quartermaster.routing.Decision;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is stored: what its inputs do not say. Scores, alternatives and rejected models are the same each time
 * the selection is made again, and are made when somebody reads the decision.
 */
record KeptDecision(Decision decision, Asked asked, List<Attempt> attempts, int failovers) implements JsonSerializable {

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider any, TypeSerializer none) throws IOException {
        serialize(json, any);
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider any) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", decision.time().toString());
        text(json, "request_id", asked.requestId());
        json.writeStringField("requested_model", asked.model());
        text(json, "agent_type", asked.agentType());
        text(json, "task_id", asked.taskId());
        text(json, "caller", asked.caller());
        ModelSpec first = decision.selection().first();
        if (first != null) {
            json.writeStringField("model_id", first.key().id());
            json.writeStringField("provider", first.key().provider().value());
        }
        if (!decision.isNamed()) {
            json.writeStringField("selection_reason", decision.reason());
        }
        json.writeArrayFieldStart("attempts");
        for (Attempt attempt : attempts) {
            write(json, attempt);
        }
        json.writeEndArray();
        json.writeNumberField("failovers", failovers);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", attempt.provider());
        json.writeStringField("model", attempt.model());
        text(json, "key_id", attempt.keyId());
        json.writeStringField("outcome", attempt.outcome().wire());
        text(json, "reason", attempt.reason());
        if (attempt.status() != null) {
            json.writeNumberField("status", attempt.status());
        }
        json.writeNumberField("latency_ms", attempt.latencyMs());
        if (attempt.bill() != null) {
            json.writeFieldName("bill");
            attempt.bill().write(json);
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
