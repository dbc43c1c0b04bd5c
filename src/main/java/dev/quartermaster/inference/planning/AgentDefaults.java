package dev.quartermaster.inference.planning;

import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a request one of its agent's: with the agent's parameters where it leaves them open, and its prompt in front. */
final class AgentDefaults {

    private static final String BETWEEN = "\n\n";

    private AgentDefaults() {}

    /** The same request where there is nothing to add. */
    static InferenceRequest of(InferenceRequest request, AgentProfile agent) {
        Hints hints = request.hints().of(agent.agentType());
        return new InferenceRequest(
                request.requestId(),
                request.caller(),
                request.time(),
                request.arrivedNanos(),
                request.model(),
                hints,
                request.ask() instanceof InferenceOperation.Answer answer ? of(answer, agent) : request.ask(),
                request.answerByNanos(),
                request.traceParent());
    }

    /** A longer prompt is measured anew; parameters are no part of it. */
    private static InferenceOperation of(InferenceOperation.Answer answer, AgentProfile agent) {
        ChatRequest set = withParameters(answer.request(), agent);
        return agent.systemPromptPrefix()
                .map(prefix -> new InferenceOperation.Answer(prefixed(set, prefix)))
                .orElseGet(() -> answer.reworded(set));
    }

    private static ChatRequest withParameters(ChatRequest chat, AgentProfile agent) {
        AgentParameters set = agent.parameters();
        if (set.equals(AgentParameters.NONE)) {
            return chat;
        }
        Options said = chat.options();
        return chat.withOptions(new Options(
                first(said.maxTokens(), set.maxTokens()),
                first(said.temperature(), set.temperature()),
                first(said.topP(), set.topP()),
                first(said.topK(), set.topK()),
                said.stop().isEmpty() && set.stop() != null ? set.stop() : said.stop(),
                first(said.seed(), set.seed()),
                said.n(),
                said.presencePenalty(),
                said.frequencyPenalty(),
                said.logprobs(),
                said.topLogprobs(),
                said.reasoningEffort(),
                said.thinkingBudget(),
                said.user()));
    }

    private static <T> @Nullable T first(@Nullable T said, @Nullable T set) {
        return said == null ? set : said;
    }

    /**
     * Into the caller's own system prompt where it begins with one: so the prefix comes first also where a protocol keeps
     * that prompt in a field of its own, and the caller's places keep their numbers.
     */
    private static ChatRequest prefixed(ChatRequest chat, String prefix) {
        List<Message> messages = new ArrayList<>(chat.messages());
        if (!messages.isEmpty() && isSystem(messages.get(0))) {
            messages.set(0, prefixed(messages.get(0), prefix));
        } else {
            messages.add(0, alone(prefix));
        }
        return chat.withMessages(messages);
    }

    private static boolean isSystem(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    private static Message prefixed(Message own, String prefix) {
        List<Part> parts = new ArrayList<>(own.parts());
        if (!parts.isEmpty() && parts.get(0) instanceof Part.Text first) {
            parts.set(0, new Part.Text(prefix + BETWEEN + first.text(), first.cache(), first.extra()));
        } else {
            parts.add(0, Part.Text.of(prefix));
        }
        return new Message(own.role(), parts, own.name(), own.extra());
    }

    /** Marked, as no caller has written it among the messages. */
    private static Message alone(String prefix) {
        return new Message(Role.SYSTEM, List.of(Part.Text.of(prefix)), null, ItemMark.instructions());
    }
}
