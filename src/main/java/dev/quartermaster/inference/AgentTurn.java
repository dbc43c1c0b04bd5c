package dev.quartermaster.inference;

import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;

/** Makes a request one of its agent's: with the agent's parameters where it leaves them open, and its prompt in front. */
final class AgentTurn {

    private AgentTurn() {}

    /** The same request where there is nothing to add. */
    static InferenceRequest of(InferenceRequest request, AgentProfile agent) {
        Hints hints = request.hints().of(agent.agentType());
        return new InferenceRequest(
                request.requestId(),
                request.caller(),
                request.arrivedNanos(),
                request.model(),
                hints,
                request.ask() instanceof Ask.Answer answer
                        ? new Ask.Answer(prefixed(withParameters(answer.request(), agent), agent))
                        : request.ask());
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
                said.stop().isEmpty() ? set.stop() : said.stop(),
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

    private static <T> T first(T said, T set) {
        return said == null ? set : said;
    }

    private static ChatRequest prefixed(ChatRequest chat, AgentProfile agent) {
        if (agent.systemPromptPrefix().isEmpty()) {
            return chat;
        }
        List<Message> messages = new ArrayList<>();
        messages.add(
                Message.of(Role.SYSTEM, Part.Text.of(agent.systemPromptPrefix().get())));
        messages.addAll(chat.messages());
        return chat.withMessages(messages);
    }
}
