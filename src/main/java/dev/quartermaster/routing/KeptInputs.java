package dev.quartermaster.routing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.Feature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A choice's inputs as they are stored: the circumstances by their id, and what differed from them. Written straight to a
 * generator, as there is one for every request; read by {@link InputsJson}.
 */
public final class KeptInputs implements JsonSerializable {

    static final String CIRCUMSTANCES = "circumstances";

    private final SelectionInputs inputs;
    private final Circumstances circumstances;

    public KeptInputs(SelectionInputs inputs, Circumstances circumstances) {
        this.inputs = inputs;
        this.circumstances = circumstances;
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider any, TypeSerializer none) throws IOException {
        serialize(json, any);
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider any) throws IOException {
        json.writeStartObject();
        json.writeStringField("registry_version", inputs.registryVersion());
        json.writeStringField(CIRCUMSTANCES, circumstances.id());
        need(json, inputs.need());
        if (inputs.named() != null) {
            json.writeObjectFieldStart("named");
            json.writeArrayFieldStart("models");
            for (ModelKey model : inputs.named().models()) {
                json.writeString(model.toString());
            }
            json.writeEndArray();
            json.writeStringField("why", inputs.named().why());
            json.writeEndObject();
        }
        Weights weights = inputs.weights();
        if (!weights.equals(inputs.configured())) {
            json.writeObjectFieldStart("weights");
            json.writeNumberField("capability", weights.capability());
            json.writeNumberField("cost", weights.cost());
            json.writeNumberField("performance", weights.performance());
            json.writeNumberField("availability", weights.availability());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("changes");
        SignalChangesWriter.write(json, circumstances.signals(), inputs.signals());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void need(JsonGenerator json, ModelRequirements need) throws IOException {
        json.writeObjectFieldStart("need");
        if (!need.task().equals(ModelRequirements.TEXT)) {
            json.writeStringField("task", need.task());
        }
        Constraints constraints = need.constraints();
        texts(json, "capabilities", constraints.capabilities());
        if (!need.features().isEmpty()) {
            json.writeArrayFieldStart("features");
            for (Feature feature : need.features()) {
                json.writeString(feature.wire());
            }
            json.writeEndArray();
        }
        json.writeNumberField("input_tokens", need.inputTokens());
        number(json, "max_output_tokens", need.maxOutputTokens());
        if (constraints.maxCost() != null) {
            json.writeStringField("max_cost_usd", constraints.maxCost().toString());
        }
        number(json, "max_latency_ms", constraints.maxLatencyMs());
        texts(json, "excluded_providers", constraints.excludedProviders());
        text(json, "residency", constraints.residency());
        asker(json, need.asker());
        json.writeStringField("priority", need.priority().wire());
        json.writeEndObject();
    }

    private static void asker(JsonGenerator json, RequestingAgent asker) throws IOException {
        OngoingConversation conversation = asker.conversation();
        if (conversation != null) {
            json.writeObjectFieldStart("conversation");
            json.writeStringField("model", conversation.model().toString());
            json.writeNumberField("cached_tokens", conversation.cachedTokens());
            json.writeEndObject();
        }
        text(json, "agent_type", asker.agentType());
        if (asker.allowed() != null) {
            json.writeArrayFieldStart("allowed");
            for (ModelKey model : asker.allowed()) {
                json.writeString(model.toString());
            }
            json.writeEndArray();
        }
    }

    private static void number(JsonGenerator json, String field, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static void texts(JsonGenerator json, String field, Iterable<?> values) throws IOException {
        if (values.iterator().hasNext()) {
            json.writeArrayFieldStart(field);
            for (Object value : values) {
                json.writeString(value.toString());
            }
            json.writeEndArray();
        }
    }
}
