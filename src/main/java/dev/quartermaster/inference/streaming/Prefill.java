package dev.quartermaster.inference.streaming;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.TokenEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer, for a model that goes on with it.
 *
 * @param text what was said, without white space at its end: Claude refuses a turn that ends with it
 * @param tail that white space; the model may say it again
 * @param maxTokens what is left of the tokens asked for; null where no limit was
 */
record Prefill(String text, String tail, @Nullable Integer maxTokens) {

    /** Empty when the request cannot be continued by another model: what it asks for is more than one text. */
    static Optional<Prefill> of(ChatRequest request, String said) {
        String text = said.stripTrailing();
        Integer asked = request.options().maxTokens();
        Integer left = asked == null ? null : (int) (asked - TokenEstimator.ofText(said));
        boolean isOver = text.isEmpty() || (left != null && left <= 0);
        return isOver || !isPlain(request)
                ? Optional.empty()
                : Optional.of(new Prefill(text, said.substring(text.length()), left));
    }

    /** The same request, ending with this beginning of its answer. */
    ChatRequest in(ChatRequest request) {
        ChatRequest begun = request.withMessages(withBeginning(request.messages()));
        return maxTokens == null ? begun : begun.withOptions(limited(request.options()));
    }

    /** A format must hold from the first character on, alternatives are told apart, reasoning comes before the answer. */
    private static boolean isPlain(ChatRequest request) {
        Options options = request.options();
        boolean oneText = options.n() == null || options.n() == 1;
        boolean format =
                request.responseFormat() != null && request.responseFormat().kind() != ResponseFormat.Kind.TEXT;
        boolean reasons = isSet(options.thinkingBudget())
                || (options.reasoningEffort() != null
                        && !options.reasoningEffort().equals("none"))
                || request.extra().containsKey("thinking");
        boolean details = Boolean.TRUE.equals(options.logprobs()) || options.topLogprobs() != null;
        return oneText && !format && !reasons && !details && endsOpen(request.messages());
    }

    private static boolean isSet(@Nullable Integer count) {
        return count != null && count > 0;
    }

    /** The conversation ends with someone else's turn, or with one of the model's that is nothing but text. */
    private static boolean endsOpen(List<Message> messages) {
        Message last = messages.get(messages.size() - 1);
        return last.role() != Role.ASSISTANT || last.parts().stream().allMatch(part -> part instanceof Part.Text);
    }

    private List<Message> withBeginning(List<Message> messages) {
        List<Message> all = new ArrayList<>(messages);
        Message last = messages.get(messages.size() - 1);
        String before =
                last.role() == Role.ASSISTANT ? all.remove(all.size() - 1).text() : "";
        all.add(Message.of(Role.ASSISTANT, Part.Text.of(before + text)));
        return all;
    }

    private Options limited(Options from) {
        return new Options(
                maxTokens,
                from.temperature(),
                from.topP(),
                from.topK(),
                from.stop(),
                from.seed(),
                from.n(),
                from.presencePenalty(),
                from.frequencyPenalty(),
                from.logprobs(),
                from.topLogprobs(),
                from.reasoningEffort(),
                from.thinkingBudget(),
                from.user());
    }
}
