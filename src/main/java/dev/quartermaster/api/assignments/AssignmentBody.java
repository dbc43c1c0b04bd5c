package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartermaster.api.JsonBody;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.api.selections.TaskFields;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.selection.AssignmentRequest;
import dev.quartermaster.inference.selection.AssignmentsConfig;
import dev.quartermaster.inference.selection.BaseAssignment;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads {@code {agent_type, task, base_assignment, constraints}}, one or many. */
@Singleton
class AssignmentBody {

    private final ObjectMapper json;
    private final TaskFields tasks;
    private final AssignmentsConfig config;

    AssignmentBody(ObjectMapper json, TaskFields tasks, AssignmentsConfig config) {
        // What is not ours goes back as it came: no number may lose a digit.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
        this.tasks = tasks;
        this.config = config;
    }

    AssignmentRequest one(byte[] content) {
        return read(JsonBody.parse(json, content), "");
    }

    /** The items of a batch, unread: each may be wrong by itself. */
    List<JsonNode> batch(byte[] content) {
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        body.required("assignments", body.take("assignments"));
        List<JsonNode> items = body.list("assignments");
        TaskFields.refuseUnknown(body);
        if (items.size() > config.batch()) {
            throw QuartermasterException.invalid(
                    "assignments",
                    "'assignments' must not hold more than " + config.batch() + " (quartermaster.assignments.batch)");
        }
        return items;
    }

    /** @param path where it stands in the request; @throws QuartermasterException naming the field that is wrong */
    AssignmentRequest read(JsonNode item, String path) {
        JsonFields body = JsonFields.of(item, path);
        String agentType = AgentType.check(body.path("agent_type"), body.requiredText("agent_type"));
        JsonNode base = body.required("base_assignment", body.take("base_assignment"));
        if (!base.isObject()) {
            throw JsonFields.wrong(body.path("base_assignment"), "an object", base);
        }
        AssignmentRequest request = new AssignmentRequest(
                tasks.read(body.object("task"), body.object("constraints"), agentType), base(base));
        TaskFields.refuseUnknown(body);
        return request;
    }

    /** Somebody else's object: what is of another type than we know is none of ours. */
    private static BaseAssignment base(JsonNode base) {
        return new BaseAssignment(
                base,
                base.path("role_type").textValue(),
                base.path("model_tier").textValue(),
                base.path("recommended_model").textValue(),
                base.path("fallback_model").textValue());
    }
}
