package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.CacheField;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request, and whether the model may ask for them. Tools that the provider runs are kept whole. */
final class ToolReader {

    private static final String CHOICE = "tool_choice";
    /** What this dialect calls a function of the caller's own. */
    private static final String CUSTOM = "custom";

    private final List<ToolSpec> tools;
    private @Nullable ToolChoice choice;
    private @Nullable Boolean parallel;

    /** @param nested takes what is left of the choice */
    ToolReader(JsonFields fields, Map<String, Object> nested) {
        this.tools = tools(fields);
        JsonFields asked = fields.object(CHOICE);
        if (asked != null) {
            choice(asked);
            Map<String, Object> rest = asked.rest();
            if (!rest.isEmpty()) {
                nested.put(CHOICE, rest);
            }
        }
    }

    List<ToolSpec> tools() {
        return tools;
    }

    /** Null where unset. */
    @Nullable ToolChoice choice() {
        return choice;
    }

    /** Null where unset. */
    @Nullable Boolean parallel() {
        return parallel;
    }

    private void choice(JsonFields asked) {
        choice = switch (asked.requiredText("type")) {
            case "auto" -> new ToolChoice(ToolChoice.Mode.AUTO, null);
            case "any" -> new ToolChoice(ToolChoice.Mode.REQUIRED, null);
            case "none" -> new ToolChoice(ToolChoice.Mode.NONE, null);
            case "tool" -> new ToolChoice(ToolChoice.Mode.NAMED, asked.requiredText("name"));
            default ->
                throw QuartermasterException.invalid(
                        CHOICE + ".type", "'" + CHOICE + ".type' must be auto, any, tool or none");
        };
        Boolean oneAtATime = asked.flag("disable_parallel_tool_use");
        parallel = oneAtATime == null ? null : !oneAtATime;
    }

    private static List<ToolSpec> tools(JsonFields fields) {
        return fields.each("tools", ToolReader::tool);
    }

    private static ToolSpec tool(JsonFields tool) {
        JsonNode type = tool.take("type");
        if (type != null && !CUSTOM.equals(type.textValue())) {
            String kind = tool.requiredWord("type");
            String name = tool.text("name");
            return ToolSpec.hosted(kind, name, tool.all());
        }
        String name = tool.requiredText("name");
        if (name.isBlank()) {
            throw QuartermasterException.invalid(tool.path("name"), "a tool needs a name");
        }
        return ToolSpec.function(
                name,
                tool.text("description"),
                tool.requiredObject("input_schema").all(),
                tool.flag("strict"),
                CacheField.of(tool),
                tool.rest());
    }
}
