package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation: instructions apart, turns of one role that follow each other as one, as the API would merge them
 * itself, and in a user's turn the tool results first, as it demands. Instructions in mid-conversation join the others,
 * but stay in place for a caller of the same dialect, who put them there knowing what the model makes of it.
 *
 * <p>The API wants a user's turn first; instructions without any turn are taken for what the user says. It takes a model's turn as the last one as the beginning of the answer, if the
 * model can do that, and then without white space at its end.
 */
final class TurnTranslator {

    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String SYSTEM = "system";

    /** Stands for a turn that says nothing where the API demands one. */
    private static final String NOTHING = "(no content)";

    private static final String GO_ON = "Continue.";
    private static final String NO_PREFILL = "this model does not go on with an answer that has begun";

    private final TranslationContext context;
    private final BlockWriter blocks;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    TurnTranslator(TranslationContext context) {
        this.context = context;
        this.blocks = new BlockWriter(context);
        List<Message> all = context.request().messages();
        for (int i = 0; i < all.size(); i++) {
            take(all.get(i), i);
        }
        if (turns.isEmpty() && !system.isEmpty()) {
            turn(USER).add(List.copyOf(system), Map.of());
            system.clear();
        }
        if (turns.isEmpty()) {
            throw QuartermasterException.invalid(
                    context.paths().of(RequestField.MESSAGES), "a conversation needs at least one turn of its user");
        }
        if (turns.get(0).is(ASSISTANT)) {
            turns.add(0, Turn.saying(USER, NOTHING));
        }
        if (last().endsInText(ASSISTANT)) {
            finish(all.size() - 1);
        }
    }

    /** The instructions: a text, or blocks where they carry more; null where there are none. */
    @Nullable Object system() {
        return system.isEmpty() ? null : Turn.plain(List.copyOf(system));
    }

    List<Map<String, Object>> written() {
        return turns.stream().map(Turn::written).toList();
    }

    private void take(Message message, int position) {
        String role = wireRole(message.role());
        boolean instructions = role.equals(SYSTEM) && !(context.sameDialect() && !turns.isEmpty());
        List<Map<String, Object>> written = new ArrayList<>();
        CacheMark leading = blocks.write(message.parts(), position, instructions, written);
        List<Map<String, Object>> before = instructions ? system : turns.isEmpty() ? List.of() : last().content();
        BlockWriter.mark(leading, before);
        if (instructions) {
            system.addAll(written);
        } else if (!written.isEmpty()) {
            turn(role).add(written, context.sameDialect() ? message.extra() : Map.of());
        }
    }

    private Turn turn(String role) {
        if (turns.isEmpty() || !last().is(role)) {
            turns.add(new Turn(role));
        }
        return last();
    }

    private Turn last() {
        return turns.get(turns.size() - 1);
    }

    /** Ends a conversation in which the model spoke last: on purpose, or as its user's last turn says nothing. */
    private void finish(int position) {
        if (context.request().messages().get(position).role() != Role.ASSISTANT) {
            turns.add(Turn.saying(USER, NOTHING));
        } else if (ClaudeGeneration.of(context.model()).takesPrefill()) {
            last().stripEnd();
        } else {
            String field = context.paths().message(position);
            if (context.sameDialect()) {
                context.unsupported(field, NO_PREFILL);
            } else {
                context.policy().omitted(field, NO_PREFILL + ": it is asked to continue");
            }
            turns.add(Turn.saying(USER, GO_ON));
        }
    }

    private static String wireRole(Role role) {
        return switch (role) {
            case SYSTEM, DEVELOPER -> SYSTEM;
            case ASSISTANT -> ASSISTANT;
            default -> USER;
        };
    }
}
