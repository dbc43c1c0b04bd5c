package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import dev.quartermaster.provider.ForeignFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code toolConfig}. */
final class ToolTranslator {

    /**
     * Converse wants tools offered whenever tools occur in the conversation, and has no choice of "none"; this one stands
     * there when none of the caller's may be used.
     */
    static final String PLACEHOLDER = "no_tool_available";

    private final CachePoints cachePoints;
    private final boolean strictSupported;
    private final Fidelity fidelity;

    /** @param strictSupported whether the model can be held to a tool's schema */
    ToolTranslator(CachePoints cachePoints, boolean strictSupported, Fidelity fidelity) {
        this.cachePoints = cachePoints;
        this.strictSupported = strictSupported;
        this.fidelity = fidelity;
    }

    /** Null where the request has to do with no tools. */
    Map<String, Object> config(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        boolean none = choice != null && choice.mode() == ToolChoice.Mode.NONE;
        if (none || request.tools().isEmpty()) {
            return mentionsTools(request) ? Map.of("tools", List.of(placeholder())) : null;
        }
        ForeignFields.reportParallelToolCalls(request, fidelity);
        return Fields.with("tools", tools(request.tools()))
                .set("toolChoice", choice(choice))
                .map();
    }

    private List<Map<String, Object>> tools(List<ToolSpec> tools) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            if (tool.kind() != ToolSpec.Kind.FUNCTION) {
                fidelity.lost("tools[" + i + "]", "only functions can be offered to this provider");
            } else {
                written.add(Map.of("toolSpec", spec(tool, "tools[" + i + "]")));
                cachePoints.after(tool.cache(), written);
            }
        }
        return written;
    }

    private Map<String, Object> spec(ToolSpec tool, String field) {
        boolean strict = Boolean.TRUE.equals(tool.strict());
        if (strict && !strictSupported) {
            fidelity.lost(field + ".strict", "this model cannot be held to a tool's schema");
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

    private static Map<String, Object> choice(ToolChoice choice) {
        if (choice == null) {
            return null;
        }
        return switch (choice.mode()) {
            case AUTO -> Map.of("auto", Map.of());
            case REQUIRED -> Map.of("any", Map.of());
            case NAMED -> Map.of("tool", Map.of("name", choice.name()));
            case NONE -> null;
        };
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
