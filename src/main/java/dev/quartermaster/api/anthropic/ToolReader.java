package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
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
    /** The type of a function of the caller's own. */
    private static final String CUSTOM = "custom";

    private final List<ToolSpec> tools;
    private @Nullable ToolChoice choice;
    private @Nullable Boolean parallel;

    /** @param nested takes what is left of the choice */
    ToolReader(JsonFields fields, Map<String, Object> nested) {
        this.tools = fields.each("tools", ToolReader::tool);
        JsonFields asked = fields.object(CHOICE);
        if (asked != null) {
            choice(asked);
            ChatFields.keep(CHOICE, asked.rest(), nested);
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

    private static ToolSpec tool(JsonFields tool) {
        JsonNode type = tool.take("type");
        if (type != null && !CUSTOM.equals(type.textValue())) {
            return ToolSpec.hosted(tool.requiredWord("type"), tool.text("name"), tool.all());
        }
        return ToolSpec.function(
                ChatFields.toolName(tool),
                tool.text("description"),
                tool.requiredObject("input_schema").all(),
                tool.flag("strict"),
                ChatFields.cacheMark(tool),
                tool.rest());
    }
}
