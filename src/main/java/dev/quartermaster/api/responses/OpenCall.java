package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Part;

/** A tool call while its arguments, or its text, grow. */
final class OpenCall extends OpenItem {

    private final ItemWriter writer;
    private final Part.ToolCall call;
    private final StringBuilder arguments = new StringBuilder();

    OpenCall(String id, int outputIndex, EventLog log, ItemWriter writer, Part.ToolCall call) {
        super(id, outputIndex, log);
        this.writer = writer;
        this.call = call;
    }

    @Override
    ObjectNode node(String status) {
        return writer.call(id, status, call, arguments.toString());
    }

    @Override
    void grow(ChatDelta.PartGrew grown) {
        add(grown.piece());
    }

    void add(String piece) {
        if (!piece.isEmpty()) {
            arguments.append(piece);
            emit(event("delta"), fields().put("delta", piece));
        }
    }

    @Override
    void closeContent() {
        ObjectNode whole = call.custom()
                ? fields().put("input", arguments.toString())
                : fields().put("name", call.name()).put("arguments", arguments.toString());
        emit(event("done"), whole);
    }

    private String event(String step) {
        return (call.custom() ? "response.custom_tool_call_input." : "response.function_call_arguments.") + step;
    }
}
