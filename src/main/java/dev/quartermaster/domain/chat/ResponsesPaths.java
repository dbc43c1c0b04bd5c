package dev.quartermaster.domain.chat;

import java.util.List;

/** Paths in a Responses request: one input item a message, after the instructions. */
record ResponsesPaths(List<Message> messages) implements FieldPaths {

    @Override
    public String media(int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        if (nested >= 0 && holder instanceof Part.ToolResult result) {
            return item(message) + ".output[" + nested + "]"
                    + leaf(result.content().get(nested));
        }
        return item(message) + ".content[" + part + "]" + leaf(holder);
    }

    @Override
    public String arguments(int message, int part) {
        return item(message) + ".arguments";
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].parameters";
    }

    @Override
    public String formatSchema() {
        return "text.format.schema";
    }

    private String item(int message) {
        return "input[" + Math.max(0, message - FieldPaths.instructions(messages)) + "]";
    }

    private static String leaf(Part media) {
        return media instanceof Part.Document ? ".file_data" : ".image_url";
    }
}
