package dev.quartermaster.domain.chat;

import java.util.List;
import java.util.function.Predicate;

/** Paths in a chat completion request. */
record OpenAiPaths(List<Message> messages) implements FieldPaths {

    @Override
    public String of(RequestField field) {
        return field.in(Dialect.OPENAI_CHAT);
    }

    @Override
    public String message(int message) {
        int inserted = 0;
        for (int i = 0; i < message; i++) {
            if (ItemMark.isInstructions(messages.get(i))) {
                inserted++;
            }
        }
        return "messages[" + (message - inserted) + "]";
    }

    @Override
    public String part(int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        if (isCall(holder)) {
            return message(message) + ".tool_calls[" + calls(message, part) + "]";
        }
        // A tool's message is the result: its content is the result's.
        boolean inResult = nested >= 0 && holder instanceof Part.ToolResult;
        return message(message) + ".content[" + (inResult ? nested : content(message, part)) + "]";
    }

    @Override
    public String media(int message, int part, int nested) {
        Part media = FieldPaths.find(messages, message, part, nested);
        return part(message, part, nested) + (media instanceof Part.Document ? ".file.file_data" : ".image_url.url");
    }

    @Override
    public String arguments(int message, int part) {
        Part call = messages.get(message).parts().get(part);
        boolean custom = call instanceof Part.ToolCall any && any.custom();
        return part(message, part, NOT_NESTED) + (custom ? ".custom.input" : ".function.arguments");
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].function.parameters";
    }

    @Override
    public String tool(int tool, String field) {
        return tool(tool) + ".function." + field;
    }

    @Override
    public String formatSchema() {
        return "response_format.json_schema.schema";
    }

    /** Reasoning stands beside the content here. */
    private int content(int message, int part) {
        return count(message, part, before -> !(before instanceof Part.Thinking));
    }

    private int calls(int message, int part) {
        return count(message, part, OpenAiPaths::isCall);
    }

    /** Writers ask for the path of every part before they know whether they need it, so this is no stream. */
    private int count(int message, int part, Predicate<Part> kind) {
        List<Part> parts = messages.get(message).parts();
        int count = 0;
        for (int i = 0; i < part; i++) {
            if (kind.test(parts.get(i))) {
                count++;
            }
        }
        return count;
    }

    private static boolean isCall(Part part) {
        return part instanceof Part.ToolCall;
    }
}
