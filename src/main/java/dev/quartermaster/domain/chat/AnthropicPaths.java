package dev.quartermaster.domain.chat;

import java.util.List;

/**
 * Paths in a Messages request, whose system prompt is a field of its own.
 *
 * @param thinkingBudget 0 where thinking is turned off, which is said without a budget; null where nothing is said
 */
record AnthropicPaths(List<Message> messages, Integer thinkingBudget) implements FieldPaths {

    @Override
    public String of(RequestField field) {
        boolean off = field == RequestField.THINKING_BUDGET && thinkingBudget != null && thinkingBudget == 0;
        return off ? "thinking" : field.in(Dialect.ANTHROPIC_MESSAGES);
    }

    @Override
    public String message(int message) {
        int instructions = FieldPaths.instructions(messages);
        return message < instructions ? "system" : "messages[" + (message - instructions) + "]";
    }

    @Override
    public String part(int message, int part, int nested) {
        String block =
                message(message) + (message < FieldPaths.instructions(messages) ? "" : ".content") + "[" + part + "]";
        return nested < 0 ? block : block + ".content[" + nested + "]";
    }

    @Override
    public String media(int message, int part, int nested) {
        return part(message, part, nested) + ".source" + leaf(FieldPaths.find(messages, message, part, nested));
    }

    @Override
    public String arguments(int message, int part) {
        return part(message, part, NOT_NESTED) + ".input";
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].input_schema";
    }

    @Override
    public String formatSchema() {
        return "output_config.format.schema";
    }

    private static String leaf(Part media) {
        boolean linked = media instanceof Part.Media any && any.source() instanceof MediaSource.Link;
        return linked ? ".url" : ".data";
    }
}
