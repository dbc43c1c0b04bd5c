package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs the tool calls of a conversation with their results. Providers refuse a call without a result, and a result without
 * a call, for good; agents that were interrupted, or that cut off the beginning of a conversation, send both. A missing
 * result is said to be missing, a stray one becomes text, each with a warning.
 */
public final class ToolCallPairing {

    private static final String NO_RESULT = "The tool gave no result.";
    private static final String STRAY = "Result of a tool: ";

    private final FieldPaths paths;
    private final UnsupportedFieldPolicy unsupported;
    private final List<Message> messages;

    /** The calls of the present round that wait for a result: their places, by id. */
    private final Map<String, List<Place>> waiting = new LinkedHashMap<>();

    /** The first turn after the calls that may hold results; -1 while there is none. */
    private int answers = -1;

    private boolean changed;

    private record Place(int message, int part) {}

    private ToolCallPairing(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        this.paths = request.paths();
        this.unsupported = unsupported;
        this.messages = new ArrayList<>(request.messages());
    }

    /** Returns whether a conversation holds calls of tools or their results. */
    public static boolean areIn(ChatRequest request) {
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall || part instanceof Part.ToolResult) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The call with every tool call and result in a pair; the same one where they are. */
    static ProviderCall<ChatRequest> paired(ProviderCall<ChatRequest> call) {
        if (!areIn(call.request())) {
            return call;
        }
        ToolCallPairing pairing = new ToolCallPairing(call.request(), call.unsupported());
        pairing.pair();
        return pairing.changed ? call.with(call.request().withMessages(pairing.messages)) : call;
    }

    private void pair() {
        int count = messages.size();
        for (int i = 0; i < count; i++) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                if (answers >= 0) {
                    endRound();
                }
                await(message, i);
            } else {
                if (answers < 0 && (message.role() == Role.USER || message.role() == Role.TOOL)) {
                    answers = i;
                }
                take(message, i);
            }
        }
        endRound();
    }

    private void await(Message message, int position) {
        for (int i = 0; i < message.parts().size(); i++) {
            if (message.parts().get(i) instanceof Part.ToolCall call) {
                waiting.computeIfAbsent(call.id(), any -> new ArrayList<>()).add(new Place(position, i));
            }
        }
    }

    private void take(Message message, int position) {
        List<Part> parts = null;
        for (int i = 0; i < message.parts().size(); i++) {
            if (message.parts().get(i) instanceof Part.ToolResult result && !answers(result)) {
                parts = parts == null ? new ArrayList<>(message.parts()) : parts;
                asText(result, i, parts);
                unsupported.omitted(
                        paths.part(position, i, FieldPaths.NOT_NESTED),
                        "this result answers no call of the conversation; the model gets it as text");
            }
        }
        if (parts != null) {
            boolean results = parts.stream().anyMatch(Part.ToolResult.class::isInstance);
            Role role = message.role() == Role.TOOL && !results ? Role.USER : message.role();
            put(position, new Message(role, parts, results ? message.name() : null, message.extra()));
        }
    }

    private boolean answers(Part.ToolResult result) {
        List<Place> calls = waiting.get(result.callId());
        if (calls == null) {
            return false;
        }
        calls.remove(0);
        if (calls.isEmpty()) {
            waiting.remove(result.callId());
        }
        return true;
    }

    /** Media go to the end, so that all other parts keep their places. */
    private static void asText(Part.ToolResult result, int place, List<Part> parts) {
        StringBuilder text = new StringBuilder(STRAY);
        for (Part part : result.content()) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            } else {
                parts.add(part);
            }
        }
        parts.set(place, new Part.Text(text.toString(), result.cache(), Map.of()));
    }

    private void endRound() {
        List<Part> missing = new ArrayList<>();
        waiting.forEach((id, places) -> places.forEach(place -> {
            missing.add(new Part.ToolResult(id, List.of(Part.Text.of(NO_RESULT)), true, Map.of()));
            unsupported.omitted(
                    paths.part(place.message(), place.part(), FieldPaths.NOT_NESTED),
                    "this tool call has no result in the conversation; the model is told so");
        }));
        if (!missing.isEmpty() && answers >= 0) {
            Message message = messages.get(answers);
            List<Part> parts = new ArrayList<>(message.parts());
            parts.addAll(missing);
            put(answers, new Message(message.role(), parts, message.name(), message.extra()));
        } else if (!missing.isEmpty()) {
            messages.add(new Message(Role.TOOL, missing, null, Map.of()));
            changed = true;
        }
        waiting.clear();
        answers = -1;
    }

    private void put(int position, Message message) {
        messages.set(position, message);
        changed = true;
    }
}
