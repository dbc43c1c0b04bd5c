package dev.quartermaster.domain.chat;

import java.util.List;

/** Paths in a chat completion request. */
record OpenAiPaths(List<Message> messages) implements FieldPaths {

    @Override
    public String media(int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        boolean inResult = nested >= 0 && holder instanceof Part.ToolResult;
        Part media = inResult ? ((Part.ToolResult) holder).content().get(nested) : holder;
        String leaf = media instanceof Part.Document ? ".file.file_data" : ".image_url.url";
        // A tool's message is the result: its content is the result's.
        return "messages[" + message + "].content[" + (inResult ? nested : part) + "]" + leaf;
    }

    @Override
    public String arguments(int message, int part) {
        List<Part> parts = messages.get(message).parts();
        int call = 0;
        for (int i = 0; i < part; i++) {
            boolean beside =
                    parts.get(i) instanceof Part.Opaque other && other.type().equals("tool_call");
            call += beside || parts.get(i) instanceof Part.ToolCall ? 1 : 0;
        }
        return "messages[" + message + "].tool_calls[" + call + "].function.arguments";
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].function.parameters";
    }

    @Override
    public String formatSchema() {
        return "response_format.json_schema.schema";
    }
}
