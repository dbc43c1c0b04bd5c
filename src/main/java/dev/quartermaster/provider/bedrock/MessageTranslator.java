package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the turns of a conversation. Converse wants user and assistant in turns, the user first, so consecutive turns of
 * one side become one; tool results are the user's, and instructions stand apart from the turns, wherever the caller put
 * them. Instructions without any turn are taken for what the user says.
 */
final class MessageTranslator {

    /** Stands for a turn that says nothing where Converse demands one. */
    private static final String NOTHING = "(no content)";

    private static final String GO_ON = "Continue.";
    private static final String NO_PREFILL = "this model does not go on with an answer that has begun";

    private final TranslationContext context;
    private final PartTranslator parts;
    private final CachePoints cachePoints;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    MessageTranslator(TranslationContext context, CachePoints cachePoints) {
        this.context = context;
        this.cachePoints = cachePoints;
        this.parts = new PartTranslator(context, cachePoints);
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), i);
        }
        complete(messages);
    }

    List<Map<String, Object>> system() {
        return system;
    }

    List<Turn> turns() {
        return turns;
    }

    private void write(Message message, int position) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> system.addAll(parts.blocks(message.parts(), position, true, system));
            case USER, TOOL -> append(Turn.USER, message, position);
            case ASSISTANT -> append(Turn.ASSISTANT, message, position);
        }
    }

    private void append(String side, Message message, int position) {
        List<Map<String, Object>> before = turns.isEmpty() ? new ArrayList<>() : last().content();
        List<Map<String, Object>> blocks = parts.blocks(message.parts(), position, false, before);
        if (blocks.isEmpty()) {
            return;
        }
        if (turns.isEmpty() || !last().is(side)) {
            turns.add(new Turn(side, new ArrayList<>()));
        }
        last().content().addAll(blocks);
    }

    private void complete(List<Message> messages) {
        if (turns.isEmpty() && !system.isEmpty()) {
            turns.add(new Turn(Turn.USER, new ArrayList<>(system)));
            system.clear();
        }
        if (turns.isEmpty()) {
            throw QuartermasterException.invalid(
                    context.paths().of(RequestField.MESSAGES), "a conversation needs at least one turn of its user");
        }
        if (turns.get(0).is(Turn.ASSISTANT)) {
            turns.add(0, Turn.saying(NOTHING));
        }
        if (last().is(Turn.ASSISTANT) && last().endsInText()) {
            finish(messages.get(messages.size() - 1), messages.size() - 1);
        }
        turns.replaceAll(Turn::inOrder);
        cachePoints.after(CacheMark.in(context.request().extra()), last().content());
    }

    /** Ends a conversation in which the model spoke last: on purpose, or as its user's last turn says nothing. */
    private void finish(Message message, int position) {
        if (message.role() != Role.ASSISTANT) {
            turns.add(Turn.saying(NOTHING));
        } else if (ModelFamily.of(context.model()) == ModelFamily.CLAUDE_ADAPTIVE) {
            String field = context.paths().message(position);
            switch (context.request().dialect()) {
                case ANTHROPIC_MESSAGES -> context.unsupported(field, NO_PREFILL);
                default -> context.policy().omitted(field, NO_PREFILL + ": it is asked to continue");
            }
            turns.add(Turn.saying(GO_ON));
        } else {
            last().stripEnd();
        }
    }

    private Turn last() {
        return turns.get(turns.size() - 1);
    }
}
