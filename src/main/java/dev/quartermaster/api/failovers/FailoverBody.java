package dev.quartermaster.api.failovers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads {@code {agent_type, task_id, original_model, alternative_model, reason}}, whole or not at all. */
@Singleton
class FailoverBody {

    private static final int LONGEST_TEXT = 256;

    private final ObjectMapper json;
    private final ModelRegistry registry;

    FailoverBody(ObjectMapper json, ModelRegistry registry) {
        this.json = json;
        this.registry = registry;
    }

    record Report(
            @Nullable String agentType,
            @Nullable String taskId,
            ModelKey original,
            ModelKey alternative,
            @Nullable String reason) {}

    /** @throws QuartermasterException naming the field that is wrong */
    Report read(byte[] content) {
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        String agentType = body.text("agent_type");
        if (agentType != null) {
            AgentType.check("agent_type", agentType);
        }
        Report report = new Report(
                agentType,
                brief("task_id", body.text("task_id")),
                model(body, "original_model"),
                model(body, "alternative_model"),
                brief("reason", body.requiredText("reason")));
        body.rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(field, "'" + field + "' is not a field of a report");
        });
        if (report.original().equals(report.alternative())) {
            throw QuartermasterException.invalid("alternative_model", "'alternative_model' is the model that was left");
        }
        return report;
    }

    private ModelKey model(JsonFields body, String field) {
        String name = body.requiredText(field);
        return registry.snapshot()
                .resolve(name)
                .orElseThrow(() ->
                        QuartermasterException.invalid(field, "There is no model '" + name + "' in the registry."))
                .key();
    }

    private static @Nullable String brief(String field, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > LONGEST_TEXT)) {
            throw QuartermasterException.invalid(
                    field, "'" + field + "' must have from 1 to " + LONGEST_TEXT + " characters");
        }
        return text;
    }
}
