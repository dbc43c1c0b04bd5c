package dev.quartermaster.quality.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolSpec;
import org.jspecify.annotations.Nullable;

/** Judges an answer's tool calls: the tool must exist, and its arguments must keep to its schema. */
final class ToolCalls {

    private ToolCalls() {}

    static void judge(Ask ask, AnswerText answer, Marks marks) {
        for (Part.ToolCall call : answer.calls) {
            ToolSpec tool = tool(ask, call.name());
            if (tool == null) {
                marks.fault(QualityFinding.UNKNOWN_TOOL, Completeness.FILTERED);
            } else if (!call.custom() && !isValid(tool, call.arguments())) {
                marks.fault(QualityFinding.INVALID_ARGUMENTS, Completeness.GRAVE);
            }
        }
    }

    private static @Nullable ToolSpec tool(Ask ask, String name) {
        for (ToolSpec tool : ask.request.tools()) {
            if (tool.name().equals(name)) {
                return tool;
            }
        }
        return null;
    }

    private static boolean isValid(ToolSpec tool, String arguments) {
        JsonNode value = JsonAnswer.parse(arguments.isBlank() ? "{}" : arguments);
        return value != null && value.isObject() && Schemas.accepts(tool.parameters(), value);
    }
}
