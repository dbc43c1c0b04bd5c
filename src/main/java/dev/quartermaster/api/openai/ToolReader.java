package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a chat completion request, and whether one must be used. */
final class ToolReader {

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    private static final String GRAMMAR = "grammar";

    private ToolReader() {}

    static List<ToolSpec> tools(JsonFields fields) {
        return fields.each("tools", ToolReader::tool);
    }

    private static ToolSpec tool(JsonFields tool) {
        String type = tool.requiredWord("type");
        return switch (type) {
            case FUNCTION -> function(tool);
            case CUSTOM -> custom(tool);
            default -> ToolSpec.hosted(type, null, tool.all());
        };
    }

    private static ToolSpec function(JsonFields tool) {
        JsonFields function = tool.requiredObject(FUNCTION);
        String name = ChatFields.toolName(function);
        String description = function.text("description");
        JsonFields parameters = function.object("parameters");
        Boolean strict = function.flag("strict");
        CacheMark own = ChatFields.cacheMark(tool);
        CacheMark cache = own == null ? ChatFields.cacheMark(function) : own;
        Map<String, Object> schema = parameters == null ? Map.of() : parameters.all();
        return ToolSpec.function(name, description, schema, strict, cache, tool.restWith(FUNCTION, function));
    }

    private static ToolSpec custom(JsonFields tool) {
        JsonFields custom = tool.requiredObject(CUSTOM);
        String name = ChatFields.toolName(custom);
        String description = custom.text("description");
        Map<String, Object> format = format(custom.object("format"));
        return ToolSpec.custom(name, description, format, ChatFields.cacheMark(tool), tool.restWith(CUSTOM, custom));
    }

    /** The grammar stands in an object of its own here. */
    private static Map<String, Object> format(@Nullable JsonFields format) {
        if (format == null) {
            return Map.of();
        }
        JsonFields grammar = format.object(GRAMMAR);
        Map<String, Object> flat = new LinkedHashMap<>(format.rest());
        if (grammar != null) {
            flat.putAll(grammar.all());
        }
        return flat;
    }

    /**
     * Null where the request leaves it open.
     *
     * @param further takes a choice that has no shared form: among some of the tools, or of a hosted one
     */
    static @Nullable ToolChoice choice(JsonFields fields, Map<String, Object> further) {
        JsonNode choice = fields.take("tool_choice");
        if (choice == null) {
            return null;
        }
        if (choice.isTextual()) {
            return ChatFields.toolChoice(choice.textValue(), "tool");
        }
        JsonFields asked = JsonFields.of(choice, "tool_choice");
        String type = asked.text("type");
        if (type != null && !type.equals(FUNCTION) && !type.equals(CUSTOM)) {
            further.put("tool_choice", asked.all());
            return null;
        }
        JsonFields named = asked.requiredObject(CUSTOM.equals(type) ? CUSTOM : FUNCTION);
        return new ToolChoice(ToolChoice.Mode.NAMED, named.requiredText("name"));
    }
}
