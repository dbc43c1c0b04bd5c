package dev.quartermaster.domain.chat;

import java.util.List;

/** Paths in a Messages request, whose system prompt is a field of its own. */
record AnthropicPaths(List<Message> messages) implements FieldPaths {

    @Override
    public String media(int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        Part media = nested >= 0 && holder instanceof Part.ToolResult result
                ? result.content().get(nested)
                : holder;
        return block(message, part) + (nested < 0 ? "" : ".content[" + nested + "]") + ".source" + leaf(media);
    }

    @Override
    public String arguments(int message, int part) {
        return block(message, part) + ".input";
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].input_schema";
    }

    @Override
    public String formatSchema() {
        return "output_config.format.schema";
    }

    private String block(int message, int part) {
        int instructions = FieldPaths.instructions(messages);
        return message < instructions
                ? "system[" + part + "]"
                : "messages[" + (message - instructions) + "].content[" + part + "]";
    }

    private static String leaf(Part media) {
        boolean linked = media instanceof Part.Media any && any.source() instanceof MediaSource.Link;
        return linked ? ".url" : ".data";
    }
}
