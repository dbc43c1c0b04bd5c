package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools on offer and whether one must be used. A hosted tool is carried along whole. */
final class ToolReader {

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";

    private ToolReader() {}

    static List<ToolSpec> tools(JsonFields fields) {
        return fields.each("tools", ToolReader::tool);
    }

    private static ToolSpec tool(JsonFields tool) {
        String type = tool.requiredWord("type");
        if (!type.equals(FUNCTION) && !type.equals(CUSTOM)) {
            return ToolSpec.hosted(type, null, tool.all());
        }
        String name = ChatFields.toolName(tool);
        String description = tool.text("description");
        CacheMark cache = ChatFields.cacheMark(tool);
        if (type.equals(CUSTOM)) {
            return ToolSpec.custom(name, description, all(tool.object("format")), cache, tool.rest());
        }
        Map<String, Object> parameters = all(tool.object("parameters"));
        return ToolSpec.function(name, description, parameters, tool.flag("strict"), cache, tool.rest());
    }

    private static Map<String, Object> all(@Nullable JsonFields object) {
        return object == null ? Map.of() : object.all();
    }

    /**
     * Null where the request leaves it open.
     *
     * @param further takes a choice that has no shared form: of a tool that the provider runs, or among some
     */
    static @Nullable ToolChoice choice(JsonFields fields, Map<String, Object> further) {
        JsonNode choice = fields.take("tool_choice");
        if (choice == null) {
            return null;
        }
        if (choice.isTextual()) {
            return ChatFields.toolChoice(choice.textValue(), "function");
        }
        JsonFields named = JsonFields.of(choice, "tool_choice");
        String type = named.requiredText("type");
        if (!type.equals(FUNCTION) && !type.equals(CUSTOM)) {
            further.put("tool_choice", named.all());
            return null;
        }
        return new ToolChoice(ToolChoice.Mode.NAMED, named.requiredText("name"));
    }
}
