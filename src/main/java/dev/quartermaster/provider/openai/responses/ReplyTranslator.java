package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole answer. Its fields without a shared form go to the reply's {@code extra}, those of the usage object there
 * under {@code usage}.
 */
final class ReplyTranslator {

    private static final String LOGPROBS = "logprobs";

    private ReplyTranslator() {}

    /** @throws dev.quartermaster.domain.ProviderFailure when the answer is empty or has not ended */
    static ChatReply reply(Wire.Reply wire, ChatRequest request) {
        try {
            return read(wire, request);
        } catch (ProviderFailure failure) {
            throw failure.having(UsageTranslator.counted(wire));
        }
    }

    private static ChatReply read(Wire.Reply wire, ChatRequest request) {
        boolean sameDialect = Context.speaksResponses(request);
        ItemReader items = new ItemReader(sameDialect);
        List<Part> parts = new ArrayList<>();
        wire.items().forEach(item -> parts.addAll(items.parts(item)));
        boolean asksForTools = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        FinishReason finish = Ending.of(wire, asksForTools);
        if (parts.stream().noneMatch(Ending::isContent)) {
            throw FailureClassifier.empty(finish);
        }
        Map<String, Object> extra = sameDialect ? Map.of() : logprobs(wire.items());
        Choice choice = new Choice(0, parts, finish, null, extra, Map.of());
        return withUsage(wire, request, choice);
    }

    private static ChatReply withUsage(Wire.Reply wire, ChatRequest request, Choice choice) {
        Fields extra = new Fields().add(wire.extra() == null ? Map.of() : wire.extra());
        Map<String, Object> rest = wire.usage() == null ? Map.of() : UsageTranslator.rest(wire.usage());
        extra.set("usage", rest.isEmpty() ? null : rest);
        ChatReply reply = new ChatReply(
                Dialect.OPENAI_RESPONSES, wire.id(), wire.model(), List.of(choice), Usage.NONE, extra.map());
        Usage counted = UsageTranslator.counted(wire);
        return reply.withUsage(
                counted == null ? TokenEstimator.usage(request, reply).at(UsageTranslator.tier(wire)) : counted);
    }

    private static Map<String, Object> logprobs(List<Map<String, Object>> items) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> item : items) {
            for (Map<String, Object> content : ItemReader.objects(item.get("content"))) {
                all.addAll(ItemReader.objects(content.get(LOGPROBS)));
            }
        }
        return logprobsOf(all);
    }

    /** Writes log probabilities in the form of chat completions; empty if there are none. */
    static Map<String, Object> logprobsOf(@Nullable List<?> list) {
        return list == null || list.isEmpty() ? Map.of() : Map.of(LOGPROBS, Map.of("content", list));
    }
}
