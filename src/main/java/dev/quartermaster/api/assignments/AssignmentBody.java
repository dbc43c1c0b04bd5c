package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.api.selections.TaskFields;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.selection.AssignmentRequest;
import dev.quartermaster.inference.selection.AssignmentsConfig;
import dev.quartermaster.inference.selection.BaseAssignment;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/** Reads {@code {agent_type, task, base_assignment, constraints}}, one or many. */
@Singleton
class AssignmentBody {

    /**
     * A request for one assignment, unread.
     *
     * @param path where it stands in the body, as callers are told
     * @param pointer the same as a JSON pointer
     */
    record Item(JsonNode content, String path, String pointer, BaseTexts texts) {}

    private final ObjectMapper json;
    private final TaskFields tasks;
    private final AssignmentsConfig config;

    AssignmentBody(ObjectMapper json, TaskFields tasks, AssignmentsConfig config) {
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.tasks = tasks;
        this.config = config;
    }

    AssignmentRequest one(byte[] content) {
        JsonNode body = JsonBody.parse(json, content);
        return read(new Item(body, "", "", BaseTexts.of(json.getFactory(), content)));
    }

    /** The items of a batch, unread: each may be wrong by itself. */
    List<Item> batch(byte[] content) {
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        body.required("assignments", body.take("assignments"));
        List<JsonNode> items = body.list("assignments");
        body.refuseUnknown(TaskFields.UNKNOWN);
        if (items.size() > config.batch()) {
            throw QuartermasterException.invalid(
                    "assignments",
                    "'assignments' must not hold more than " + config.batch() + " (quartermaster.assignments.batch)");
        }
        BaseTexts texts = BaseTexts.of(json.getFactory(), content);
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Item(items.get(i), "assignments[" + i + "]", "/assignments/" + i, texts))
                .toList();
    }

    /** @throws QuartermasterException naming the field that is wrong */
    AssignmentRequest read(Item item) {
        JsonFields body = JsonFields.of(item.content(), item.path());
        String agentType = AgentType.check(body.path("agent_type"), body.requiredText("agent_type"));
        JsonNode base = body.required("base_assignment", body.take("base_assignment"));
        if (!base.isObject()) {
            throw JsonFields.wrong(body.path("base_assignment"), "an object", base);
        }
        AssignmentRequest request = new AssignmentRequest(
                tasks.read(body.object("task"), body.object("constraints"), agentType),
                base(base, item.texts().at(item.pointer(), base.toString())));
        body.refuseUnknown(TaskFields.UNKNOWN);
        return request;
    }

    /** Somebody else's object: what is of another type than we know is none of ours. */
    private static BaseAssignment base(JsonNode base, String text) {
        return new BaseAssignment(
                text,
                base.path("role_type").textValue(),
                base.path("model_tier").textValue(),
                base.path("recommended_model").textValue(),
                base.path("fallback_model").textValue());
    }
}
