package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.IdentifierFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ids of one conversation's tool calls in the form its provider takes, asked for in the order of the conversation.
 * A result gets the id that its call got. Each call gets an id of its own, also where the caller's history has the same
 * one twice, as it has when a model numbers the calls of each answer from the start.
 */
final class FittedIds {

    private final IdentifierFormat form;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Deque<String>> unanswered = new HashMap<>();
    private final Map<String, String> latest = new HashMap<>();

    FittedIds(ChatRequest request, IdentifierFormat form) {
        this.form = form;
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call && form.accepts(call.id())) {
                    taken.add(call.id());
                } else if (part instanceof Part.ToolResult result && form.accepts(result.callId())) {
                    taken.add(result.callId());
                }
            }
        }
    }

    String ofCall(String id) {
        if (form.isAny()) {
            return id;
        }
        int before = calls.merge(id, 1, Integer::sum) - 1;
        String fitted = before == 0 && form.accepts(id) ? id : free(id, before);
        unanswered.computeIfAbsent(id, any -> new ArrayDeque<>()).add(fitted);
        latest.put(id, fitted);
        return fitted;
    }

    String ofResult(String id) {
        if (form.isAny()) {
            return id;
        }
        Deque<String> open = unanswered.get(id);
        if (open != null && !open.isEmpty()) {
            String fitted = open.poll();
            latest.put(id, fitted);
            return fitted;
        }
        return latest.computeIfAbsent(id, any -> form.accepts(id) ? id : free(id, 0));
    }

    private String free(String id, int before) {
        int attempt = before;
        String fitted = form.fitted(id, attempt);
        while (!taken.add(fitted)) {
            fitted = form.fitted(id, ++attempt);
        }
        return fitted;
    }
}
