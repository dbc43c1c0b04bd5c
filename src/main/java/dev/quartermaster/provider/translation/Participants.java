package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the participants' names out of a conversation, for protocols without a word for them. Where several participants
 * speak in one role, each name is put before the text, so that the model can tell them apart. On a tool's turn a name
 * only repeats that of the tool.
 */
public final class Participants {

    private static final String REASON = "this provider has no names of participants";
    private static final String REASON_PREFIXED = "this provider has no names of participants: it is said in the text";

    private Participants() {}

    /** The request without names; the same one where it has none. */
    public static ChatRequest unnamed(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        if (request.messages().stream().allMatch(message -> message.name() == null)) {
            return request;
        }
        Set<Role> mixed = mixedRoles(request.messages());
        FieldPaths paths = request.paths();
        List<Message> messages = new ArrayList<>(request.messages().size());
        for (int i = 0; i < request.messages().size(); i++) {
            Message message = request.messages().get(i);
            messages.add(message.name() == null ? message : unnamed(message, mixed, paths.name(i), unsupported));
        }
        return request.withMessages(messages);
    }

    /** The roles in which more than one participant speaks; one without a name is a participant as well. */
    private static Set<Role> mixedRoles(List<Message> messages) {
        Map<Role, Set<String>> names = new EnumMap<>(Role.class);
        messages.forEach(message -> names.computeIfAbsent(message.role(), any -> new HashSet<>())
                .add(message.name() == null ? "" : message.name()));
        Set<Role> mixed = new HashSet<>();
        names.forEach((role, all) -> {
            if (all.size() > 1 && (role == Role.USER || role == Role.ASSISTANT)) {
                mixed.add(role);
            }
        });
        return mixed;
    }

    private static Message unnamed(Message message, Set<Role> mixed, String field, UnsupportedFieldPolicy unsupported) {
        boolean prefixed = mixed.contains(message.role());
        if (message.role() != Role.TOOL) {
            unsupported.omitted(field, prefixed ? REASON_PREFIXED : REASON);
        }
        List<Part> parts = prefixed ? prefixed(message) : message.parts();
        return new Message(message.role(), parts, null, message.extra());
    }

    private static List<Part> prefixed(Message message) {
        String prefix = message.name() + ": ";
        List<Part> parts = new ArrayList<>(message.parts());
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Text text) {
                parts.set(i, new Part.Text(prefix + text.text(), text.cache(), text.extra()));
                return parts;
            }
        }
        boolean shows = parts.stream().anyMatch(part -> part instanceof Part.Media);
        if (shows) {
            // At the end, so that the parts keep their places in what is reported of them.
            parts.add(Part.Text.of("(from " + message.name() + ")"));
        }
        return parts;
    }
}
