package dev.quartermaster.domain.chat;

import java.util.List;

/**
 * Paths in a Responses request. There an assistant's turn is several items: one for what it said, one for each call and
 * each piece of reasoning. Of two messages it said in a row the second is taken for a part of the first.
 */
record ResponsesPaths(List<Message> messages) implements FieldPaths {

    @Override
    public String media(int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        if (nested >= 0 && holder instanceof Part.ToolResult result) {
            return item(message, part) + ".output[" + nested + "]"
                    + leaf(result.content().get(nested));
        }
        return item(message, part) + ".content[" + part + "]" + leaf(holder);
    }

    @Override
    public String arguments(int message, int part) {
        return item(message, part) + ".arguments";
    }

    @Override
    public String parameters(int tool) {
        return "tools[" + tool + "].parameters";
    }

    @Override
    public String formatSchema() {
        return "text.format.schema";
    }

    private String item(int message, int part) {
        int item = messages.get(0).role() == Role.SYSTEM ? -1 : 0;
        for (int i = 0; i < message; i++) {
            item += items(messages.get(i), messages.get(i).parts().size());
        }
        return "input[" + Math.max(0, item + items(messages.get(message), part + 1) - 1) + "]";
    }

    /** How many items the first parts of a turn are. */
    private static int items(Message turn, int parts) {
        if (turn.role() != Role.ASSISTANT) {
            return 1;
        }
        int items = 0;
        boolean said = false;
        for (Part part : turn.parts().subList(0, parts)) {
            boolean says = part instanceof Part.Text || part instanceof Part.Refusal;
            items += says && said ? 0 : 1;
            said = says;
        }
        return items;
    }

    private static String leaf(Part media) {
        return media instanceof Part.Document ? ".file_data" : ".image_url";
    }
}
