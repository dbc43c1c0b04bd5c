package dev.quartermaster.domain.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request for an answer, in the internal form.
 *
 * @param dialect the wire format it came in; its {@code extra} fields go out again only to that same format
 * @param fieldPaths makes the paths by which the caller knows what is here
 * @param messages all turns in order, system and developer instructions among them where the caller put them
 * @param toolChoice null where unset
 * @param parallelToolCalls whether several tools may be asked for at once; null where unset
 * @param responseFormat null where unset
 * @param stream whether the caller wants the answer piece by piece
 * @param extra top-level fields of the dialect that have no place here
 */
public record ChatRequest(
        Dialect dialect,
        FieldPaths.Factory fieldPaths,
        List<Message> messages,
        Options options,
        List<ToolSpec> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable ResponseFormat responseFormat,
        boolean stream,
        Map<String, Object> extra) {

    public ChatRequest {
        if (dialect == null || fieldPaths == null || options == null) {
            throw new IllegalArgumentException("a request needs a dialect, its paths and options");
        }
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        extra = PassthroughFields.copyOf(extra);
    }

    /** Returns the paths of this request's fields in the caller's own dialect. */
    public FieldPaths paths() {
        return fieldPaths.of(messages, options);
    }

    /** Tells whether the tool that the model must ask for is a custom one. */
    public boolean namesCustomTool() {
        return toolChoice != null
                && toolChoice.mode() == ToolChoice.Mode.NAMED
                && tools.stream()
                        .anyMatch(tool -> tool.kind() == ToolSpec.Kind.CUSTOM
                                && tool.name().equals(toolChoice.name()));
    }

    public ChatRequest withMessages(List<Message> other) {
        return new ChatRequest(
                dialect,
                fieldPaths,
                other,
                options,
                tools,
                toolChoice,
                parallelToolCalls,
                responseFormat,
                stream,
                extra);
    }

    public ChatRequest withTools(List<ToolSpec> others, @Nullable ToolChoice choice) {
        return new ChatRequest(
                dialect,
                fieldPaths,
                messages,
                options,
                others,
                choice,
                parallelToolCalls,
                responseFormat,
                stream,
                extra);
    }

    public ChatRequest withOptions(Options other) {
        return new ChatRequest(
                dialect,
                fieldPaths,
                messages,
                other,
                tools,
                toolChoice,
                parallelToolCalls,
                responseFormat,
                stream,
                extra);
    }

    public ChatRequest withExtra(Map<String, Object> other) {
        return new ChatRequest(
                dialect,
                fieldPaths,
                messages,
                options,
                tools,
                toolChoice,
                parallelToolCalls,
                responseFormat,
                stream,
                other);
    }
}
