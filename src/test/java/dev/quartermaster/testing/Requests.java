package dev.quartermaster.testing;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;
import java.util.Map;

/** Builds requests for tests: no options, no tools, answered whole, unless set otherwise. */
public final class Requests {

    private final Dialect dialect;
    private final FieldPaths.Factory fieldPaths;
    private List<Message> messages = List.of();
    private Options options = Options.NONE;
    private List<ToolSpec> tools = List.of();
    private ToolChoice toolChoice;
    private Boolean parallelToolCalls;
    private ResponseFormat responseFormat;
    private boolean stream;
    private Map<String, Object> extra = Map.of();

    private Requests(Dialect dialect, FieldPaths.Factory fieldPaths) {
        this.dialect = dialect;
        this.fieldPaths = fieldPaths;
    }

    public static Requests in(Dialect dialect) {
        return new Requests(dialect, Samples.paths(dialect));
    }

    /** Starts from another request. */
    public static Requests like(ChatRequest request) {
        return new Requests(request.dialect(), request.fieldPaths())
                        .messages(request.messages())
                        .options(request.options())
                        .tools(request.tools())
                        .toolChoice(request.toolChoice())
                        .parallelToolCalls(request.parallelToolCalls())
                        .responseFormat(request.responseFormat())
                        .stream(request.stream())
                        .extra(request.extra());
    }

    public static Requests openAi() {
        return in(Dialect.OPENAI_CHAT);
    }

    public Requests messages(List<Message> turns) {
        messages = turns;
        return this;
    }

    public Requests messages(Message... turns) {
        return messages(List.of(turns));
    }

    public Requests question(String text) {
        return messages(Message.of(Role.USER, Part.Text.of(text)));
    }

    public Requests options(Options wanted) {
        options = wanted;
        return this;
    }

    public Requests tools(List<ToolSpec> offered) {
        tools = offered;
        return this;
    }

    public Requests toolChoice(ToolChoice choice) {
        toolChoice = choice;
        return this;
    }

    public Requests parallelToolCalls(Boolean allowed) {
        parallelToolCalls = allowed;
        return this;
    }

    public Requests responseFormat(ResponseFormat format) {
        responseFormat = format;
        return this;
    }

    public Requests stream(boolean piecewise) {
        stream = piecewise;
        return this;
    }

    public Requests extra(Map<String, Object> fields) {
        extra = fields;
        return this;
    }

    public ChatRequest build() {
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
                extra);
    }
}
