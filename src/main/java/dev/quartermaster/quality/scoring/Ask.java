package dev.quartermaster.quality.scoring;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expectations of a request, as far as rules can tell. What is not needed for an answer is not worked out. */
final class Ask {

    private static final int MOST_EARLIER = 6;

    final ChatRequest request;
    /** The text of the last turn of the user. */
    final String task;

    final Words words;
    final Demands demands;
    /** The language asked for by name; null where none is. */
    final @Nullable Language named;

    private final String instructions;
    private @Nullable Set<String> terms;

    private Ask(ChatRequest request, String task, String instructions) {
        this.request = request;
        this.task = task;
        this.instructions = instructions;
        this.words = Words.of(task);
        this.demands = Demands.of(task, instructions);
        Language ofTask = RequestedLanguage.in(task);
        this.named = ofTask == null && !instructions.isEmpty() ? RequestedLanguage.in(instructions) : ofTask;
    }

    static Ask of(ChatRequest request) {
        String task = "";
        StringBuilder instructions = new StringBuilder();
        for (Message message : request.messages()) {
            if (message.role() == Role.USER) {
                String text = message.text();
                task = text.isBlank() ? task : text;
            } else if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
                instructions.append(message.text()).append('\n');
            }
        }
        return new Ask(request, BoundedText.of(task), BoundedText.of(instructions.toString()));
    }

    /** The language that the answer should be in; null where that cannot be told. */
    @Nullable Language language() {
        return named == null ? Language.of(task, words) : named;
    }

    /** The terms of the task. */
    Set<String> terms() {
        Set<String> known = terms;
        if (known == null) {
            known = words.stems();
            terms = known;
        }
        return known;
    }

    /** The terms of what was said before the task, of instructions and of tools' results. */
    Set<String> context() {
        StringBuilder context = new StringBuilder(instructions);
        List<Message> messages = request.messages();
        for (Message message : messages.subList(Math.max(0, messages.size() - MOST_EARLIER), messages.size())) {
            append(message.parts(), context);
        }
        Set<String> stems = Words.of(BoundedText.of(context.toString())).stems();
        stems.removeAll(terms());
        return stems;
    }

    /** Returns whether the user has said something before the task. */
    boolean hasEarlierQuestion() {
        long turns = request.messages().stream()
                .filter(message ->
                        message.role() == Role.USER && !message.text().isBlank())
                .count();
        return turns > 1;
    }

    /** Returns whether there is something to judge an answer by besides the task's text. */
    boolean hasMedia() {
        return request.messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.Media);
    }

    private static void append(List<Part> parts, StringBuilder context) {
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                context.append(text.text()).append('\n');
            } else if (part instanceof Part.ToolResult result) {
                append(result.content(), context);
            }
        }
    }
}
