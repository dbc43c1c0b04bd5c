package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.selections.ConstraintFields;
import dev.quartermaster.api.selections.TaskBody;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.selection.AssignmentRequest;
import dev.quartermaster.inference.selection.AssignmentsConfig;
import dev.quartermaster.inference.selection.BaseAssignment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads requests for assignments, one or many. */
@Singleton
class AssignmentReader {

    /**
     * One request for an assignment.
     *
     * @param baseAssignment an object of another optimizer; it may have any fields
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record AssignmentBody(
            @NotNull(message = BodyReader.MISSING) String agentType,
            @NotNull(message = BodyReader.MISSING) ObjectNode baseAssignment,
            @Valid @Nullable TaskBody task,
            @Nullable ObjectNode constraints) {}

    @RegisterForReflection
    record Batch(@NotNull(message = BodyReader.MISSING) ArrayNode assignments) {}

    /**
     * A request for one assignment that has yet to be read.
     *
     * @param path its place in the body; empty for the whole body
     * @param pointer the same as a JSON pointer
     */
    record Item(JsonNode content, String path, String pointer, BaseTexts texts) {

        private String path(String field) {
            return path.isEmpty() ? field : path + "." + field;
        }
    }

    private final ObjectMapper json;
    private final BodyReader bodies;
    private final ConstraintFields constraints;
    private final AssignmentsConfig config;

    AssignmentReader(ObjectMapper json, BodyReader bodies, ConstraintFields constraints, AssignmentsConfig config) {
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.bodies = bodies;
        this.constraints = constraints;
        this.config = config;
    }

    AssignmentRequest one(byte[] content) {
        return read(new Item(JsonBody.parse(json, content), "", "", BaseTexts.of(json.getFactory(), content)));
    }

    /** Divides a batch into its items, which are read one by one: each may be wrong by itself. */
    List<Item> batch(byte[] content) {
        ArrayNode items = bodies.read(content, Batch.class, TaskBody.UNKNOWN).assignments();
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
        AssignmentBody body = bodies.read(item.content(), item.path(), AssignmentBody.class, TaskBody.UNKNOWN);
        String agentType = AgentType.check(item.path("agent_type"), body.agentType());
        TaskBody task = body.task() == null ? TaskBody.NONE : body.task();
        return new AssignmentRequest(
                task.task(item.path("task"), agentType, constraints.read(body.constraints(), item.path("constraints"))),
                base(
                        body.baseAssignment(),
                        item.texts().at(item.pointer(), body.baseAssignment().toString())));
    }

    /** Another optimizer's object: a field of an unexpected type counts as absent. */
    private static BaseAssignment base(ObjectNode base, String text) {
        return new BaseAssignment(
                text,
                base.path("role_type").textValue(),
                base.path("model_tier").textValue(),
                base.path("recommended_model").textValue(),
                base.path("fallback_model").textValue());
    }
}
