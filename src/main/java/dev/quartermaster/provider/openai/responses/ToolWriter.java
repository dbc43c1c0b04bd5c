package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools of a request, and whether the model may ask for them. Here a function is held to its schema unless
 * told otherwise, in other dialects only where asked for; so the strictness is always written.
 */
final class ToolWriter {

    private static final String TYPE = "type";
    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    private static final Map<String, Object> NO_PARAMETERS = Map.of(TYPE, "object", "properties", Map.of());

    private final Context context;

    ToolWriter(Context context) {
        this.context = context;
    }

    void write(Fields body) {
        List<ToolSpec> asked = context.request().tools();
        List<Map<String, Object>> tools = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            write(asked.get(i), context.paths().tool(i), tools);
        }
        if (!tools.isEmpty() || asked.isEmpty()) {
            body.set("tools", tools.isEmpty() ? null : tools)
                    .set("tool_choice", choice(context.request()))
                    .set("parallel_tool_calls", context.request().parallelToolCalls());
        }
    }

    private void write(ToolSpec tool, String field, List<Map<String, Object>> tools) {
        switch (tool.kind()) {
            case FUNCTION -> tools.add(function(tool));
            case CUSTOM -> tools.add(custom(tool));
            case HOSTED -> hosted(tool, field, tools);
        }
    }

    private Map<String, Object> custom(ToolSpec tool) {
        return Fields.with(TYPE, CUSTOM)
                .set("name", tool.name())
                .set("description", tool.description())
                .set("format", tool.parameters().isEmpty() ? null : tool.parameters())
                .add(context.further(tool.extra()))
                .map();
    }

    private void hosted(ToolSpec tool, String field, List<Map<String, Object>> tools) {
        if (context.sameDialect()) {
            tools.add(tool.extra());
        } else {
            context.unsupported(field, "this provider has no tool of type " + tool.hostedType() + " in this protocol");
        }
    }

    private Map<String, Object> function(ToolSpec tool) {
        Fields written = Fields.with(TYPE, FUNCTION).set("name", tool.name()).set("description", tool.description());
        if (context.sameDialect()) {
            return written.set("parameters", tool.parameters().isEmpty() ? null : tool.parameters())
                    .set("strict", tool.strict())
                    .add(tool.extra())
                    .map();
        }
        return written.set("parameters", tool.parameters().isEmpty() ? NO_PARAMETERS : tool.parameters())
                .set("strict", Boolean.TRUE.equals(tool.strict()))
                .map();
    }

    private static @Nullable Object choice(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        if (choice == null) {
            return null;
        }
        return choice.mode() == ToolChoice.Mode.NAMED
                ? Fields.with(TYPE, request.namesCustomTool() ? CUSTOM : FUNCTION)
                        .set("name", choice.name())
                        .map()
                : choice.mode().name().toLowerCase(Locale.ROOT);
    }
}
