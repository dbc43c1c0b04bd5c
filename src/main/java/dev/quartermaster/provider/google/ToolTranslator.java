package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request, and whether the model may ask for them. */
final class ToolTranslator {

    private final Context context;

    ToolTranslator(Context context) {
        this.context = context;
    }

    /** Null where there are none. */
    @Nullable List<Map<String, Object>> tools() {
        List<ToolSpec> tools = context.request().tools();
        List<Map<String, Object>> functions = new ArrayList<>();
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            if (isFunction(tool)) {
                functions.add(function(tool));
            } else if (context.sameDialect()) {
                written.add(tool.extra());
            } else {
                context.lost(context.paths().tool(i), "only functions can be offered to this provider");
            }
        }
        if (!functions.isEmpty()) {
            written.add(0, Map.of("functionDeclarations", functions));
        }
        return written.isEmpty() ? null : written;
    }

    /** Null where the model's own way is wanted, and where there is nothing to choose from. */
    @Nullable Map<String, Object> config() {
        List<ToolSpec> tools = context.request().tools();
        if (tools.isEmpty()) {
            return null;
        }
        ForeignFields.reportParallelToolCalls(context.request(), context.fidelity());
        ToolChoice choice = context.request().toolChoice();
        String mode = mode(choice, tools.stream().anyMatch(tool -> Boolean.TRUE.equals(tool.strict())));
        if (mode == null || tools.stream().allMatch(ToolTranslator::isHosted)) {
            return null;
        }
        Fields calling = Fields.with("mode", mode)
                .set("allowedFunctionNames", choice == null || choice.name() == null ? null : List.of(choice.name()));
        return Map.of("functionCallingConfig", calling.map());
    }

    /** Strictness is not said of a tool but of the calling: all arguments are then held to their schemas. */
    private static @Nullable String mode(@Nullable ToolChoice choice, boolean strict) {
        if (choice == null) {
            return strict ? "VALIDATED" : null;
        }
        return switch (choice.mode()) {
            case AUTO -> strict ? "VALIDATED" : "AUTO";
            case NONE -> "NONE";
            case REQUIRED, NAMED -> "ANY";
        };
    }

    /** The choice is among functions: without any it is refused. */
    private static boolean isHosted(ToolSpec tool) {
        return tool.kind() == ToolSpec.Kind.HOSTED;
    }

    private static boolean isFunction(ToolSpec tool) {
        return tool.kind() == ToolSpec.Kind.FUNCTION;
    }

    /** A function that takes nothing has no parameters at all: an object without properties is refused. */
    private static Map<String, Object> function(ToolSpec tool) {
        return Fields.with("name", tool.name())
                .set("description", tool.description())
                .set("parameters", SchemaCleaner.parameters(tool.parameters()))
                .map();
    }
}
