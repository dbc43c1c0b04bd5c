package dev.quartermaster.provider.tool;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Custom tools for models that have functions only: a function with one argument, the text. Its description tells the
 * grammar that the text is to follow, which nobody holds the model to.
 */
final class CustomTools {

    /** The function's one argument. */
    static final String INPUT = "input";

    private static final String UNCHECKED =
            "the chosen model's provider cannot hold a tool's text to a grammar: the model is told of it";

    private CustomTools() {}

    /** The names of the request's custom tools. */
    static Set<String> names(ChatRequest request) {
        return request.tools().stream()
                .filter(CustomTools::isCustom)
                .map(ToolSpec::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean isCustom(ToolSpec tool) {
        return tool.kind() == ToolSpec.Kind.CUSTOM;
    }

    /** The request with functions in the place of its custom tools; that a grammar binds nobody is reported. */
    static ChatRequest asFunctions(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        if (request.tools().stream().noneMatch(CustomTools::isCustom)) {
            return request;
        }
        List<ToolSpec> tools = new ArrayList<>(request.tools());
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            if (isCustom(tool)) {
                tools.set(i, function(tool));
                if (hasGrammar(tool)) {
                    unsupported.omitted(formatField(request, i), UNCHECKED);
                }
            }
        }
        return request.withTools(tools, request.toolChoice());
    }

    /** An earlier call of a custom tool as one of the function. */
    static Part.ToolCall asFunction(Part.ToolCall call) {
        Map<String, Object> extra = new LinkedHashMap<>(call.extra());
        // Its item's id says that it was a custom tool's, and what its dialect has beside the text has no place now.
        extra.remove("id");
        extra.remove("custom");
        String arguments = "{\"" + INPUT + "\":" + quoted(call.arguments()) + "}";
        return new Part.ToolCall(call.id(), call.name(), arguments, false, call.cache(), extra);
    }

    /** The model's call of the function as one of the custom tool. */
    static Part.ToolCall asCustom(Part.ToolCall call) {
        return new Part.ToolCall(
                call.id(), call.name(), CustomInput.of(call.arguments()), true, call.cache(), call.extra());
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static ToolSpec function(ToolSpec tool) {
        Map<String, Object> input = Fields.with("type", "string")
                .set("description", "The plain text that the tool takes, without any wrapping.")
                .map();
        Map<String, Object> schema = Fields.with("type", "object")
                .set("properties", Map.of(INPUT, input))
                .set("required", List.of(INPUT))
                .map();
        return ToolSpec.function(tool.name(), description(tool), schema, null, tool.cache(), Map.of());
    }

    private static String description(ToolSpec tool) {
        StringBuilder text = new StringBuilder();
        if (tool.description() != null && !tool.description().isBlank()) {
            text.append(tool.description()).append("\n\n");
        }
        text.append("This tool takes plain text. Put all of it into `" + INPUT + "`.");
        if (hasGrammar(tool)) {
            text.append(" The text must follow this grammar");
            if (tool.parameters().get("syntax") instanceof String syntax) {
                text.append(" (").append(syntax).append(')');
            }
            text.append(":\n").append(tool.parameters().get("definition"));
        }
        return text.toString();
    }

    private static boolean hasGrammar(ToolSpec tool) {
        return tool.parameters().get("definition") instanceof String;
    }

    private static String formatField(ChatRequest request, int tool) {
        String definition = request.paths().tool(tool);
        return definition + (request.dialect() == Dialect.OPENAI_CHAT ? ".custom.format" : ".format");
    }
}
