package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Structured output for models that have tools but no response format: the model must call one further tool, whose
 * parameters are the wanted schema, and what it calls it with is the answer. Works on the internal form alone, so any
 * adapter can use it: send {@link #asked}, then pass the reply through {@link #unwrap(ChatReply)}, or a stream through the reader
 * that {@link #unwrap(StreamReader)} makes of another.
 *
 * <p>Text beside the call is dropped: an answer in a format is that and nothing else. A model that asks for one of the
 * caller's own tools instead has not answered yet; its turn goes through without being checked.
 */
public final class FormatTool {

    private static final String DESCRIPTION = "Give your final answer to the user by calling this tool.";
    private static final String USUAL_NAME = "final_answer";

    private final String name;
    private final ChatRequest asked;
    private final OutputSchema schema;

    private FormatTool(String name, ChatRequest asked, OutputSchema schema) {
        this.name = name;
        this.asked = asked;
        this.schema = schema;
    }

    /**
     * @param request one with a response format other than plain text
     * @throws dev.quartermaster.domain.QuartermasterException when its schema is none
     */
    public static FormatTool of(ChatRequest request, Json json) {
        ResponseFormat format = request.responseFormat();
        if (format == null) {
            throw new IllegalArgumentException("the request has no response format");
        }
        Map<String, Object> wanted =
                format.kind() == ResponseFormat.Kind.JSON_SCHEMA ? format.schema() : Map.of("type", "object");
        String name = freeName(request);
        String description = format.description() == null ? DESCRIPTION : DESCRIPTION + " " + format.description();
        List<ToolSpec> tools = new ArrayList<>(callable(request));
        ToolChoice choice = tools.isEmpty()
                ? new ToolChoice(ToolChoice.Mode.NAMED, name)
                : new ToolChoice(ToolChoice.Mode.REQUIRED, null);
        tools.add(ToolSpec.function(name, description, wanted, null));
        return new FormatTool(
                name,
                with(request, tools, choice),
                new OutputSchema(wanted, request.paths().formatSchema(), json));
    }

    /** Returns whether the request asks for a response format. */
    public static boolean isWanted(ChatRequest request) {
        return request.responseFormat() != null && request.responseFormat().kind() != ResponseFormat.Kind.TEXT;
    }

    /** The request to send: without its response format, with the tool. */
    public ChatRequest asked() {
        return asked;
    }

    /**
     * The reply with the tool's arguments as its text.
     *
     * @throws ProviderFailure when the answer does not keep to the format
     */
    public ChatReply unwrap(ChatReply reply) {
        try {
            List<Choice> choices = reply.choices().stream().map(this::unwrap).toList();
            return new ChatReply(
                    reply.dialect(), reply.id(), reply.servedModel(), choices, reply.usage(), reply.extra());
        } catch (ProviderFailure failure) {
            throw failure.having(reply.usage());
        }
    }

    /** A reader of the same stream that hands out the tool's arguments as text while they grow. */
    public StreamReader unwrap(StreamReader reader) {
        return new FormatToolStream(this, reader);
    }

    boolean isAnswer(Part part) {
        return part instanceof Part.ToolCall call && call.name().equals(name);
    }

    void check(String answer) {
        schema.check(answer);
    }

    /**
     * Why the turn ended, now that the tool is gone from it.
     *
     * @throws ProviderFailure when it ended normally but without an answer
     */
    FinishReason finish(FinishReason finish, boolean answered, boolean asksForTools) {
        boolean normal = finish == FinishReason.STOP || finish == FinishReason.TOOL_CALLS;
        if (normal && !answered && !asksForTools) {
            throw ProviderFailure.transientOf(
                    FailureKind.LOW_QUALITY, "the model did not answer in the response format");
        }
        return finish == FinishReason.TOOL_CALLS && !asksForTools ? FinishReason.STOP : finish;
    }

    private Choice unwrap(Choice choice) {
        List<Part> parts = new ArrayList<>();
        boolean answered = false;
        boolean asksForTools = false;
        for (Part part : choice.parts()) {
            if (isAnswer(part)) {
                String answer = ((Part.ToolCall) part).arguments();
                if (choice.finish() != FinishReason.LENGTH) {
                    check(answer);
                }
                parts.add(Part.Text.of(answer));
                answered = true;
            } else if (!(part instanceof Part.Text)) {
                asksForTools |= part instanceof Part.ToolCall;
                parts.add(part);
            }
        }
        FinishReason finish = finish(choice.finish(), answered, asksForTools);
        return new Choice(choice.index(), parts, finish, choice.stopSequence(), choice.extra(), choice.messageExtra());
    }

    /** The tools that the caller lets the model ask for: none, or the one named, or all. */
    private static List<ToolSpec> callable(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        if (choice == null) {
            return request.tools();
        }
        return switch (choice.mode()) {
            case NONE -> List.of();
            case NAMED ->
                request.tools().stream()
                        .filter(tool -> tool.name().equals(choice.name()))
                        .toList();
            default -> request.tools();
        };
    }

    private static String freeName(ChatRequest request) {
        String name = USUAL_NAME;
        while (taken(name, request)) {
            name += "_";
        }
        return name;
    }

    /** Tools of earlier turns count too, though they may no longer be on offer. */
    private static boolean taken(String name, ChatRequest request) {
        return request.tools().stream().anyMatch(tool -> tool.name().equals(name))
                || request.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .anyMatch(part -> part instanceof Part.ToolCall call
                                && call.name().equals(name));
    }

    private static ChatRequest with(ChatRequest request, List<ToolSpec> tools, ToolChoice choice) {
        return new ChatRequest(
                request.dialect(),
                request.fieldPaths(),
                request.messages(),
                request.options(),
                tools,
                choice,
                request.parallelToolCalls(),
                null,
                request.stream(),
                request.extra());
    }
}
