package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code toolConfig}. */
final class ToolTranslator {

    /**
     * Converse wants tools offered whenever tools occur in the conversation, and has no choice of "none"; this one stands
     * there when none of the caller's may be used.
     */
    static final String PLACEHOLDER = "no_tool_available";

    private final Context context;
    private final CachePoints cachePoints;
    private final boolean strictSupported;
    private final List<Map<String, Object>> written = new ArrayList<>();

    ToolTranslator(Context context, CachePoints cachePoints) {
        this.context = context;
        this.cachePoints = cachePoints;
        this.strictSupported = context.has(Feature.STRUCTURED_OUTPUT);
        write(context.request());
    }

    /** Tools and cache points behind them; empty where the request has to do with no tools. */
    List<Map<String, Object>> tools() {
        return written;
    }

    /** Null where the request has to do with no tools. */
    @Nullable Map<String, Object> config() {
        return written.isEmpty()
                ? null
                : Fields.with("tools", written)
                        .set("toolChoice", choice(context.request().toolChoice()))
                        .map();
    }

    private void write(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        boolean none = choice != null && choice.mode() == ToolChoice.Mode.NONE;
        if (!none) {
            ForeignFields.reportParallelToolCalls(request, context.fidelity());
            offer(request.tools());
        }
        if (written.isEmpty() && mentionsTools(request)) {
            written.add(placeholder());
        }
    }

    private void offer(List<ToolSpec> tools) {
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            if (tool.kind() != ToolSpec.Kind.FUNCTION) {
                context.lost(context.paths().tool(i), "only functions can be offered to this provider");
            } else {
                written.add(Map.of("toolSpec", spec(tool, i)));
            }
            cachePoints.afterTool(tool.cache() == null ? CacheMark.in(tool.extra()) : tool.cache(), written);
        }
    }

    private Map<String, Object> spec(ToolSpec tool, int position) {
        boolean strict = Boolean.TRUE.equals(tool.strict());
        if (strict && !strictSupported) {
            context.lost(context.paths().tool(position, "strict"), "this model cannot be held to a tool's schema");
        }
        String description = tool.description();
        return Fields.with("name", tool.name())
                .set("description", description == null || description.isBlank() ? null : description)
                .set("inputSchema", Map.of("json", schema(tool.parameters())))
                .set("strict", strict && strictSupported ? true : null)
                .map();
    }

    private static Map<String, Object> schema(Map<String, Object> parameters) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.putAll(parameters);
        return schema;
    }

    /**
     * A tool that was left out, as the caller allowed, cannot be chosen. That the model decides goes without saying, and
     * some models refuse to be told.
     */
    private @Nullable Map<String, Object> choice(@Nullable ToolChoice choice) {
        if (choice == null || !isOffered(choice)) {
            return null;
        }
        return switch (choice.mode()) {
            case REQUIRED -> Map.of("any", Map.of());
            case NAMED -> Map.of("tool", Map.of("name", choice.name()));
            case AUTO, NONE -> null;
        };
    }

    private boolean isOffered(ToolChoice choice) {
        return written.stream()
                .map(tool -> tool.get("toolSpec"))
                .filter(Map.class::isInstance)
                .map(spec -> ((Map<?, ?>) spec).get("name"))
                .anyMatch(name -> choice.name() == null
                        ? !PLACEHOLDER.equals(name)
                        : choice.name().equals(name));
    }

    private static boolean mentionsTools(ChatRequest request) {
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall || part instanceof Part.ToolResult || isToolBlock(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isToolBlock(Part part) {
        return part instanceof Part.Opaque opaque
                && opaque.dialect() == Dialect.BEDROCK_CONVERSE
                && (opaque.extra().containsKey("toolUse") || opaque.extra().containsKey("toolResult"));
    }

    private static Map<String, Object> placeholder() {
        Map<String, Object> spec = Fields.with("name", PLACEHOLDER)
                .set("description", "There is no tool to use now. Answer in words.")
                .set("inputSchema", Map.of("json", Map.of("type", "object", "properties", Map.of())))
                .map();
        return Map.of("toolSpec", spec);
    }
}
