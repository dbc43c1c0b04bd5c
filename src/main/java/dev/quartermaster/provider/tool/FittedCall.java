package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call with tools in the form its provider takes: the names of tools and the ids of calls, and functions in the place
 * of custom tools where it has none. What it answers is given back with the caller's own names and kinds of tools.
 *
 * @param call the call to make; the one that was asked for where nothing had to change
 * @param names the names that had to change
 * @param custom the caller's names of the custom tools that were made functions
 */
record FittedCall(ProviderCall<ChatRequest> call, FittedNames names, Set<String> custom) {

    /** Settings of a request that an answer of the Responses dialect repeats. */
    private static final List<String> REPEATED = List.of("tools", "tool_choice");

    /** Returns whether the request has tools, or calls and results of tools. */
    static boolean hasTools(ChatRequest request) {
        return !request.tools().isEmpty()
                || (request.toolChoice() != null && request.toolChoice().name() != null)
                || ToolCallPairing.areIn(request);
    }

    /** Creates the fitted form of a call that has nothing to do with tools. */
    static FittedCall unchanged(ProviderCall<ChatRequest> call) {
        return new FittedCall(call, FittedNames.NONE, Set.of());
    }

    static FittedCall of(ProviderCall<ChatRequest> call, ChatProvider provider) {
        ChatRequest request = call.request();
        boolean functionsOnly = !provider.takesCustomTools();
        IdentifierRules rules = provider.identifiers(call);
        FittedNames names = FittedNames.of(request, rules.toolName());
        Set<String> custom = functionsOnly ? CustomTools.names(request) : Set.of();
        ChatRequest tools = functionsOnly ? CustomTools.asFunctions(request, call.unsupported()) : request;
        ChatRequest named = withNames(tools, names);
        ChatRequest fitted = withHistory(named, names, new FittedIds(request, rules.callId()), functionsOnly);
        return new FittedCall(fitted == request ? call : call.with(fitted), names, custom);
    }

    /** Returns whether the answer needs no change for the caller. */
    boolean leavesAnswer() {
        return names.isEmpty() && custom.isEmpty();
    }

    ChatReply restored(ChatReply reply) {
        List<Choice> choices = reply.choices().stream().map(this::restored).toList();
        Map<String, Object> extra = names.original(reply.extra());
        if (!custom.isEmpty()) {
            extra = new LinkedHashMap<>(extra);
            extra.keySet().removeAll(REPEATED);
        }
        return new ChatReply(reply.dialect(), reply.id(), reply.servedModel(), choices, reply.usage(), extra);
    }

    /** The part with the name that the caller knows; calls of functions that stand for custom tools are still those. */
    Part named(Part part) {
        if (part instanceof Part.ToolCall call) {
            return renamed(call, names.original(call.name()), call.id());
        }
        if (part instanceof Part.Opaque opaque) {
            Map<String, Object> fields = names.original(opaque.extra());
            return fields == opaque.extra() ? opaque : new Part.Opaque(opaque.dialect(), opaque.type(), fields);
        }
        return part;
    }

    ChatDelta named(ChatDelta delta) {
        if (delta instanceof ChatDelta.PartOpened opened) {
            return new ChatDelta.PartOpened(opened.choice(), opened.index(), named(opened.part()));
        }
        if (delta instanceof ChatDelta.Passed passed) {
            return new ChatDelta.Passed(passed.dialect(), passed.name(), names.original(passed.event()));
        }
        return delta;
    }

    boolean isCustom(Part part) {
        return part instanceof Part.ToolCall call && !call.custom() && custom.contains(call.name());
    }

    private Choice restored(Choice choice) {
        List<Part> parts = new ArrayList<>(choice.parts().size());
        for (Part part : choice.parts()) {
            Part named = named(part);
            parts.add(isCustom(named) ? CustomTools.asCustom((Part.ToolCall) named) : named);
        }
        return new Choice(
                choice.index(), parts, choice.finish(), choice.stopSequence(), choice.extra(), choice.messageExtra());
    }

    private static ChatRequest withNames(ChatRequest request, FittedNames names) {
        if (names.isEmpty()) {
            return request;
        }
        List<ToolSpec> tools = new ArrayList<>(request.tools().size());
        for (ToolSpec tool : request.tools()) {
            String name = names.fitted(tool.name());
            tools.add(name.equals(tool.name()) ? tool : tool.named(name));
        }
        ToolChoice choice = request.toolChoice();
        ToolChoice named = choice == null || choice.name() == null
                ? choice
                : new ToolChoice(choice.mode(), names.fitted(choice.name()));
        ChatRequest renamed = request.withTools(tools, named);
        // A choice among some of the tools has no shared form.
        return request.extra().get("tool_choice") instanceof Map<?, ?>
                ? renamed.withExtra(withChoice(request.extra(), names))
                : renamed;
    }

    private static Map<String, Object> withChoice(Map<String, Object> extra, FittedNames names) {
        Map<String, Object> renamed = new LinkedHashMap<>(extra);
        renamed.putAll(names.fitted(Map.of("tool_choice", extra.get("tool_choice"))));
        return renamed;
    }

    private static ChatRequest withHistory(
            ChatRequest request, FittedNames names, FittedIds ids, boolean functionsOnly) {
        List<Message> messages = new ArrayList<>(request.messages().size());
        boolean changed = false;
        for (Message message : request.messages()) {
            List<Part> parts = fitted(message.parts(), names, ids, functionsOnly);
            // A tool's turn may repeat the tool's name.
            Map<String, Object> extra = message.role() == Role.TOOL ? names.fitted(message.extra()) : message.extra();
            boolean same = parts == message.parts() && extra == message.extra();
            changed |= !same;
            messages.add(same ? message : new Message(message.role(), parts, message.name(), extra));
        }
        return changed ? request.withMessages(messages) : request;
    }

    private static List<Part> fitted(List<Part> parts, FittedNames names, FittedIds ids, boolean functionsOnly) {
        List<Part> fitted = null;
        for (int i = 0; i < parts.size(); i++) {
            Part before = parts.get(i);
            Part after = fitted(before, names, ids, functionsOnly);
            if (after != before && fitted == null) {
                fitted = new ArrayList<>(parts);
            }
            if (fitted != null) {
                fitted.set(i, after);
            }
        }
        return fitted == null ? parts : fitted;
    }

    private static Part fitted(Part part, FittedNames names, FittedIds ids, boolean functionsOnly) {
        if (part instanceof Part.ToolCall call) {
            Part.ToolCall known = functionsOnly && call.custom() ? CustomTools.asFunction(call) : call;
            return renamed(known, names.fitted(call.name()), ids.ofCall(call.id()));
        }
        if (part instanceof Part.ToolResult result) {
            String id = ids.ofResult(result.callId());
            return id.equals(result.callId())
                    ? result
                    : new Part.ToolResult(id, result.content(), result.error(), result.cache(), result.extra());
        }
        return part;
    }

    private static Part.ToolCall renamed(Part.ToolCall call, String name, String id) {
        return name.equals(call.name()) && id.equals(call.id())
                ? call
                : new Part.ToolCall(id, name, call.arguments(), call.custom(), call.cache(), call.extra());
    }
}
