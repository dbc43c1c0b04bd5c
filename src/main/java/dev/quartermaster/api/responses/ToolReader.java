package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;
import java.util.Map;

/** Reads the tools on offer and whether one must be used. A tool that is no function is carried along whole. */
final class ToolReader {

    private static final String FUNCTION = "function";

    private ToolReader() {}

    static List<ToolSpec> tools(JsonFields fields) {
        return fields.each("tools", ToolReader::tool);
    }

    private static ToolSpec tool(JsonFields tool) {
        String type = tool.requiredText("type");
        if (!type.equals(FUNCTION)) {
            return new ToolSpec(type, null, Map.of(), null, tool.all());
        }
        String name = tool.requiredText("name");
        if (name.isBlank()) {
            throw QuartermasterException.invalid(tool.path("name"), "a tool needs a name");
        }
        JsonFields parameters = tool.object("parameters");
        String description = tool.text("description");
        Boolean strict = tool.flag("strict");
        return new ToolSpec(name, description, parameters == null ? Map.of() : parameters.all(), strict, tool.rest());
    }

    /**
     * Null where the request leaves it open.
     *
     * @param further takes a choice that has no shared form: of a tool that the provider runs, or among some
     */
    static ToolChoice choice(JsonFields fields, Map<String, Object> further) {
        JsonNode choice = fields.take("tool_choice");
        if (choice == null) {
            return null;
        }
        if (choice.isTextual()) {
            return switch (choice.textValue()) {
                case "auto" -> new ToolChoice(ToolChoice.Mode.AUTO, null);
                case "none" -> new ToolChoice(ToolChoice.Mode.NONE, null);
                case "required" -> new ToolChoice(ToolChoice.Mode.REQUIRED, null);
                default -> throw unknown("tool_choice");
            };
        }
        JsonFields named = JsonFields.of(choice, "tool_choice");
        if (!named.requiredText("type").equals(FUNCTION)) {
            further.put("tool_choice", named.all());
            return null;
        }
        return new ToolChoice(ToolChoice.Mode.NAMED, named.requiredText("name"));
    }

    private static QuartermasterException unknown(String path) {
        return QuartermasterException.invalid(path, "'tool_choice' must be auto, none, required or name a function");
    }
}
