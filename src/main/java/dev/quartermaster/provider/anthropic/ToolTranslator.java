package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.tool.ToolCallPairing;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request, and whether the model may ask for them. */
final class ToolTranslator {

    private static final String TYPE = "type";

    /** Stands where no tool is offered, as the API wants tools defined whenever the conversation holds calls of some. */
    private static final Map<String, Object> NO_TOOL = Fields.with("name", "no_tool_available")
            .set("description", "There is no tool to use now. Answer in words.")
            .set("input_schema", Map.of(TYPE, "object", "properties", Map.of()))
            .map();

    private final Context context;
    private final boolean none;
    private final List<Map<String, Object>> written = new ArrayList<>();

    ToolTranslator(Context context) {
        this.context = context;
        List<ToolSpec> tools = context.request().tools();
        for (int i = 0; i < tools.size(); i++) {
            Map<String, Object> tool = tool(tools.get(i), i);
            if (tool != null) {
                written.add(tool);
            }
        }
        none = written.isEmpty() && ToolCallPairing.areIn(context.request());
        if (none) {
            written.add(NO_TOOL);
        }
    }

    /** Null where there are none. */
    @Nullable List<Map<String, Object>> tools() {
        return written.isEmpty() ? null : written;
    }

    /** Null where the model's own way is wanted, and where there is nothing to choose from. */
    @Nullable Map<String, Object> choice() {
        if (none) {
            return Map.of(TYPE, "none");
        }
        ToolChoice choice = context.request().toolChoice();
        boolean oneAtATime = Boolean.FALSE.equals(context.request().parallelToolCalls());
        if (written.isEmpty() || (choice == null && !oneAtATime) || !isOffered(choice)) {
            return null;
        }
        ToolChoice.Mode mode = choice == null ? ToolChoice.Mode.AUTO : choice.mode();
        String type =
                switch (mode) {
                    case AUTO -> "auto";
                    case NONE -> "none";
                    case REQUIRED -> "any";
                    case NAMED -> "tool";
                };
        return Fields.with(TYPE, type)
                .set("name", choice == null ? null : choice.name())
                .set("disable_parallel_tool_use", oneAtATime && mode != ToolChoice.Mode.NONE ? true : null)
                .map();
    }

    /** A tool that was left out, as the caller allowed, cannot be chosen either. */
    private boolean isOffered(@Nullable ToolChoice choice) {
        return choice == null
                || choice.mode() != ToolChoice.Mode.NAMED
                || context.sameDialect()
                || written.stream().anyMatch(tool -> choice.name().equals(tool.get("name")));
    }

    private @Nullable Map<String, Object> tool(ToolSpec tool, int position) {
        if (tool.kind() != ToolSpec.Kind.FUNCTION) {
            return hosted(tool, position);
        }
        Fields written = Fields.with("name", tool.name())
                .set("description", tool.description())
                .set("input_schema", schema(tool.parameters()))
                .set("strict", strict(tool, position))
                .set(CacheMark.FIELD, BlockWriter.cache(tool.cache()));
        return context.sameDialect() ? written.add(tool.extra()).map() : written.map();
    }

    private @Nullable Map<String, Object> hosted(ToolSpec tool, int position) {
        if (context.sameDialect()) {
            return tool.extra();
        }
        String kind = tool.kind() == ToolSpec.Kind.CUSTOM ? "custom" : tool.hostedType();
        context.lost(context.paths().tool(position), "this provider has no tool of type " + kind);
        return null;
    }

    private @Nullable Boolean strict(ToolSpec tool, int position) {
        if (context.sameDialect() || !Boolean.TRUE.equals(tool.strict())) {
            return tool.strict();
        }
        if (!context.hasStructuredOutput()) {
            context.lost(context.paths().tool(position, "strict"), "this model cannot be held to a tool's schema");
            return null;
        }
        return NativeFormat.fits(tool.parameters()) ? true : null;
    }

    /** The API wants an object's schema, also for a tool that takes nothing. */
    private static Map<String, Object> schema(Map<String, Object> parameters) {
        if (parameters.containsKey(TYPE)) {
            return parameters;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.putAll(parameters);
        schema.putIfAbsent("properties", Map.of());
        return schema;
    }
}
