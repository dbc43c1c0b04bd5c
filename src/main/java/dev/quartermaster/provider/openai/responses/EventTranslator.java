package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Turns the events of one stream into deltas. */
final class EventTranslator {

    private final ChatRequest request;
    private final Output output;
    private final ItemIndex places = new ItemIndex();
    /** The items that were streamed in pieces. */
    private final Set<Integer> streamed = new HashSet<>();
    /** The last piece of the summary of each reasoning item. */
    private final Map<Integer, Integer> summaries = new HashMap<>();

    private boolean begun;

    EventTranslator(ChatRequest request) {
        this.request = request;
        this.output = new Output(new ItemReader(Context.speaksResponses(request)));
    }

    /** The first event that has the response in it begins the answer. */
    void begin(Wire.Event event, Consumer<ChatDelta> out) {
        if (!begun && event.response() != null) {
            begun = true;
            Wire.Reply known = event.response();
            out.accept(new ChatDelta.Started(
                    Dialect.OPENAI_RESPONSES, known.id(), known.model(), UsageTranslator.tier(known), Map.of()));
        }
    }

    /** @param event any but an error or the end; those without a shared form are skipped */
    void take(Wire.Event event, Consumer<ChatDelta> out) {
        int item = places.of(event);
        int content = event.contentIndex() == null ? 0 : event.contentIndex();
        switch (event.type()) {
            case "response.output_item.added" -> {
                streamed.remove(item);
                output.begin(item, present(event.item()), out);
            }
            case "response.output_text.delta" ->
                grow(item, content, Growth.TEXT, event.piece(), ReplyTranslator.logprobsOf(event.logprobs()), out);
            case "response.refusal.delta" -> grow(item, content, Growth.REFUSAL, event.piece(), Map.of(), out);
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                grow(item, 0, Growth.ARGUMENTS, event.piece(), Map.of(), out);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                grow(item, 0, Growth.THINKING, summary(item, event), Map.of(), out);
            case "response.output_item.done" -> output.done(item, present(event.item()), streamed.contains(item), out);
            default -> {
                // Progress of the provider's own tools, and ends of contents, which their items repeat.
            }
        }
    }

    /**
     * The terminal event was seen.
     *
     * @throws ProviderFailure when the answer is empty
     */
    void end(Wire.Event event, Consumer<ChatDelta> out) {
        Wire.Reply whole = present(event.response());
        if (!output.hasContent() && streamed.isEmpty()) {
            for (int i = 0; i < whole.items().size(); i++) {
                output.done(i, whole.items().get(i), false, out);
            }
        }
        Usage counted = UsageTranslator.counted(whole);
        FinishReason finish = Ending.of(whole, output.asksForTools());
        if (!output.hasContent()) {
            throw FailureClassifier.empty(finish).having(counted);
        }
        output.closeAll(out);
        out.accept(new ChatDelta.Finished(0, finish, null));
        out.accept(new ChatDelta.Used(
                counted == null
                        ? TokenEstimator.usage(request, output.characters()).at(UsageTranslator.tier(whole))
                        : counted));
    }

    private void grow(
            int item, int content, Growth growth, String piece, Map<String, Object> extra, Consumer<ChatDelta> out) {
        streamed.add(item);
        output.grow(item, content, growth, piece, extra, out);
    }

    /** The parts of a summary are paragraphs. */
    private String summary(int item, Wire.Event event) {
        int part = event.summaryIndex() == null ? 0 : event.summaryIndex();
        Integer before = summaries.put(item, part);
        return before == null || before == part ? event.piece() : "\n\n" + event.piece();
    }

    private static <T> T present(T value) {
        if (value == null) {
            throw FailureClassifier.unreadable();
        }
        return value;
    }

    /** Finds the item of the output that an event is about: by its index or, where that is missing, by the item's id. */
    private static final class ItemIndex {

        private final Map<String, Integer> byId = new HashMap<>();
        private int next;
        private int last;

        int of(Wire.Event event) {
            if (event.outputIndex() != null) {
                last = event.outputIndex();
                next = Math.max(next, last + 1);
                return last;
            }
            String id = id(event);
            boolean begins = "response.output_item.added".equals(event.type());
            if (id.isEmpty()) {
                last = begins ? next++ : last;
            } else {
                last = byId.computeIfAbsent(id, any -> next++);
            }
            return last;
        }

        private static String id(Wire.Event event) {
            if (event.itemId() != null) {
                return event.itemId();
            }
            return event.item() == null ? "" : ItemReader.text(event.item(), "id");
        }
    }
}
