package dev.quartermaster.api.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import java.util.List;

/**
 * Paths in a Responses request. There a model's turn is several items: one for each message, for each call and for each
 * piece of reasoning; {@link ItemMark} says where each begins. A number of log probabilities asks for them by itself.
 */
public record ResponsesPaths(List<Message> messages, Options options) implements FieldPaths {

    public static final Factory FACTORY = ResponsesPaths::new;

    @Override
    public String of(RequestField field) {
        boolean numbered = field == RequestField.LOGPROBS && options.topLogprobs() != null;
        return (numbered ? RequestField.TOP_LOGPROBS : field).in(Dialect.OPENAI_RESPONSES);
    }

    @Override
    public String message(int message) {
        Message turn = messages.get(message);
        return ItemMark.isInstructions(turn) ? "instructions" : item(itemsBefore(message), turn, 0);
    }

    @Override
    public String part(int message, int part, int nested) {
        Message turn = messages.get(message);
        if (ItemMark.isInstructions(turn)) {
            return "instructions";
        }
        String item = item(itemsBefore(message), turn, part);
        if (nested >= 0) {
            return item + ".output[" + nested + "]";
        }
        boolean alone = turn.role() == Role.ASSISTANT
                && !ItemMark.isContent(turn.parts().get(part));
        boolean result = turn.parts().get(part) instanceof Part.ToolResult;
        return alone || result ? item : item + ".content[" + (part - first(turn, part)) + "]";
    }

    @Override
    public String media(int message, int part, int nested) {
        Part media = FieldPaths.find(messages, message, part, nested);
        return part(message, part, nested) + (media instanceof Part.Document ? ".file_data" : ".image_url");
    }

    @Override
    public String arguments(int message, int part) {
        boolean custom = messages.get(message).parts().get(part) instanceof Part.ToolCall call && call.custom();
        return part(message, part, NOT_NESTED) + (custom ? ".input" : ".arguments");
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].parameters";
    }

    @Override
    public String formatSchema() {
        return "text.format.schema";
    }

    private int itemsBefore(int message) {
        int items = 0;
        for (Message turn : messages.subList(0, message)) {
            items = ItemMark.isInstructions(turn)
                    ? items
                    : place(items, turn, turn.parts().size() - 1) + 1;
        }
        return items;
    }

    private static String item(int before, Message turn, int part) {
        return "input[" + place(before, turn, part) + "]";
    }

    /** Which item a part of a turn is in. {@code before} how many items there are before the turn */
    private static int place(int before, Message turn, int part) {
        if (turn.role() != Role.ASSISTANT) {
            return ItemMark.place(turn.extra(), before);
        }
        int place = before - 1;
        Part last = null;
        for (Part one : turn.parts().subList(0, part + 1)) {
            place = ItemMark.begins(one, last) ? ItemMark.place(one.extra(), place + 1) : place;
            last = one;
        }
        return place;
    }

    /** The first part of the item that a part is in. */
    private static int first(Message turn, int part) {
        if (turn.role() != Role.ASSISTANT) {
            return 0;
        }
        int at = part;
        while (!ItemMark.begins(
                turn.parts().get(at), at == 0 ? null : turn.parts().get(at - 1))) {
            at--;
        }
        return at;
    }
}
