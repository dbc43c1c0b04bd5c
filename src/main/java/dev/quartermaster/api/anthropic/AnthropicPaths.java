package dev.quartermaster.api.anthropic;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.RequestField;
import java.util.List;

/**
 * Paths in a Messages request, whose system prompt is a field of its own, and where thinking that is turned off has no
 * budget.
 */
public record AnthropicPaths(List<Message> messages, Options options) implements FieldPaths {

    public static final Factory FACTORY = AnthropicPaths::new;

    @Override
    public String of(RequestField field) {
        Integer budget = options.thinkingBudget();
        boolean off = field == RequestField.THINKING_BUDGET && budget != null && budget == 0;
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
